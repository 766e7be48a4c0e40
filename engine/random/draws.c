/* A kernel file: compiled once for each instruction set. */
#include "random/draws.h"

#include "base/kernel.h"
#include "random/vector_math.h"

#include <Random123/philox.h>
#include <string.h>

enum { PHILOX_ROUNDS = 10, SINGLE_LANES = 8 };

static philox4x32_key_t key_of(uint64_t seed) {
    return (philox4x32_key_t){{(uint32_t)seed, (uint32_t)(seed >> 32)}};
}

static inline philox4x32_ctr_t counter_of(uint64_t member, uint32_t index, uint32_t process,
                                          uint32_t draw) {
    return (philox4x32_ctr_t){
        {(uint32_t)member, index, process, draw | (uint32_t)(member >> 32) << 16}};
}

/*
 * ((w >> 11) + ½)·2⁻⁵³ for w = low + 2³²·high. The two halves become doubles by their bits, because
 * only AVX-512 converts 64-bit integers; every intermediate value is exact but the last sum, which
 * rounds as the formula does.
 */
static inline double uniform_of(uint32_t low, uint32_t high) {
    const uint64_t exponent = UINT64_C(0x4330000000000000); /* of 2⁵² */
    uint64_t high_bits = exponent | high, low_bits = exponent | (low >> 11);
    double high_part, low_part;
    memcpy(&high_part, &high_bits, sizeof high_part);
    memcpy(&low_part, &low_bits, sizeof low_part);
    return (((high_part - 0x1p52) * 0x1p21 + (low_part - 0x1p52)) + 0.5) * 0x1p-53;
}

static void uniforms(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                     size_t lanes, double *restrict even, double *restrict odd) {
    const philox4x32_key_t key = key_of(seed);
    const size_t count = lanes & ~(size_t)7;
    ENT_LANES
    for (size_t j = 0; j < count; j++) {
        philox4x32_ctr_t words =
            philox4x32_R(PHILOX_ROUNDS, counter_of(first_member + j, index, process, 0), key);
        even[j] = uniform_of(words.v[0], words.v[1]);
        odd[j] = uniform_of(words.v[2], words.v[3]);
    }
}

static void normals(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                    size_t lanes, double *even, double *odd) {
    uniforms(seed, first_member, index, process, lanes, even, odd);
    ent_box_muller(lanes, even, odd);
}

static ent_pair_t uniform_pair(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                               uint16_t draw) {
    philox4x32_ctr_t words =
        philox4x32_R(PHILOX_ROUNDS, counter_of(member, index, process, draw), key_of(seed));
    return (ent_pair_t){uniform_of(words.v[0], words.v[1]), uniform_of(words.v[2], words.v[3])};
}

static ent_pair_t normal_pair(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                              uint16_t draw) {
    ent_pair_t pair = uniform_pair(seed, member, index, process, draw);
    _Alignas(64) double u[SINGLE_LANES], v[SINGLE_LANES];
    for (size_t i = 0; i < SINGLE_LANES; i++) {
        u[i] = pair.first;
        v[i] = pair.second;
    }
    ent_box_muller(SINGLE_LANES, u, v);
    return (ent_pair_t){u[0], v[0]};
}

const ent_random_t ENT_KERNEL(random) = {uniforms, normals, uniform_pair, normal_pair};
