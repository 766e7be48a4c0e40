/* Random permutations of any size that take no memory: each place is worked out when asked for. */
#ifndef ENT_ANALYSIS_PERMUTATION_H
#define ENT_ANALYSIS_PERMUTATION_H

#include <stdint.h>

/*
 * Where `index` goes in a permutation of 0 … count − 1 that the seed and the process choose; count
 * is from 1 to 2⁴⁰, index below it. A Feistel network whose round function is Philox, on a
 * rectangle that just holds them all, repeated until it falls below count: the generalised Feistel
 * cipher with cycle walking of Black & Rogaway 2002.
 */
uint64_t ent_permuted(uint64_t seed, uint32_t process, uint64_t count, uint64_t index);

#endif
