/* Numbers that look random and are the same in every run, for made-up test data. */
#ifndef SUPPORT_CHANCE_H
#define SUPPORT_CHANCE_H

#include <stddef.h>
#include <stdint.h>

/* A stream of them; any start will do. Nothing of the engine's own random numbers is used. */
typedef struct {
    uint64_t state;
} support_chance_t;

/* A number in [0, 1), or between two. */
double support_chance(support_chance_t *chance);
double support_between(support_chance_t *chance, double low, double high);

/* A whole number from 0 to count − 1. */
size_t support_pick(support_chance_t *chance, size_t count);

#endif
