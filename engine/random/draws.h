/* The sources of random.h as compiled for each instruction set. */
#ifndef ENT_RANDOM_DRAWS_H
#define ENT_RANDOM_DRAWS_H

#include "random/random.h"

extern const ent_random_t ent_random_baseline;
extern const ent_random_t ent_random_avx2;
extern const ent_random_t ent_random_avx512;

#endif
