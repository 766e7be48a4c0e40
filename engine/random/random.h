/*
 * Keyed random numbers: Philox 4x32-10 (Salmon et al. 2011, Random123) with the layout of model.md,
 * "Randomness". A draw depends on the seed, the member, the step or occasion and the process alone,
 * so a member meets the same luck in every scenario, block, thread and shard.
 */
#ifndef ENT_RANDOM_RANDOM_H
#define ENT_RANDOM_RANDOM_H

#include "base/isa.h"

#include <stddef.h>
#include <stdint.h>

/* Members are numbered below 2⁴⁸: the counter has no more room for them. */
#define ENT_MEMBER_LIMIT (UINT64_C(1) << 48)

/* A pair of uniforms in (0,1], or of standard normals. */
typedef struct {
    double first, second;
} ent_pair_t;

/*
 * Where random numbers come from. Tests replace it by a script that replays given numbers.
 *
 * `index` is ⌊n/2⌋ for what is drawn by step (the first of a pair serves the even step, the second
 * the odd one), or the ordinal of an occasion, which uses the first only. `process` is the hash of
 * the process's name (scenario/process.h). The lanes are the members first_member, first_member +
 * 1, …
 */
typedef struct {
    void (*uniforms)(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                     size_t lanes, double *even, double *odd);
    void (*normals)(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                    size_t lanes, double *even, double *odd);
    ent_pair_t (*uniform_pair)(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                               uint16_t draw);
    ent_pair_t (*normal_pair)(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                              uint16_t draw);
} ent_random_t;

/* The source for an instruction set; all of them give the same bits. `lanes` is a multiple of 8. */
const ent_random_t *ent_random(ent_isa_t isa);

/* exp by the same library on every machine: libm's last bit is not the same everywhere. */
double ent_exp(double x);

#endif
