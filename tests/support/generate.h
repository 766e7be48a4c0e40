/* Random sound scenarios, as text: the same for the same seed, whatever else is asked for. */
#ifndef SUPPORT_GENERATE_H
#define SUPPORT_GENERATE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    SUPPORT_INSTITUTIONS_DRAWN,
    SUPPORT_INSTITUTIONS_NONE,    /* nor events that concern them */
    SUPPORT_INSTITUTIONS_UNBOUND, /* binding and coverage 0 */
    SUPPORT_INSTITUTIONS_UNBUILT  /* no habit, none is built, and missing costs nothing */
} support_institutions_t;

typedef struct {
    uint64_t seed;
    const char *states[2]; /* names; the first has the first state's numbers */
    bool swapped;          /* the file lists the second state first */
    bool placebo;          /* one more institution, "placebo", without binding and coverage */
    bool idle;             /* one more driver, shock, event and poll, which do nothing */
    support_institutions_t institutions;
} support_recipe_t;

/* The states are AAA and BBB, everything else as drawn. */
support_recipe_t support_recipe(uint64_t seed);

/* The text; the caller's to free. */
char *support_generate(const support_recipe_t *recipe);

#endif
