#include "analysis/permutation.h"

#include "random/random.h"

#include <math.h>

/*
 * Four rounds look random to anyone who sees few of the places; with a handful of places in all it
 * takes more until every permutation is about as likely. A test counts them.
 */
enum { ROUNDS = 24, FEISTEL_DRAW = 1 };

/* A number below `size` that depends on the round and on the other half. */
static uint64_t mixed(uint64_t seed, uint32_t process, uint32_t round, uint64_t half,
                      uint64_t size) {
    const ent_random_t *random = ent_random(ENT_ISA_BASELINE);
    double u = random->uniform_pair(seed, half, round, process, FEISTEL_DRAW).first;
    return (uint64_t)(u * (double)size) % size; /* u may be 1 */
}

uint64_t ent_permuted(uint64_t seed, uint32_t process, uint64_t count, uint64_t index) {
    uint64_t width = (uint64_t)ceil(sqrt((double)count)), height = (count + width - 1) / width;
    do {
        uint64_t left = index % width, right = index / width;
        for (uint32_t round = 0; round < ROUNDS; round += 2) {
            left = (left + mixed(seed, process, round, right, width)) % width;
            right = (right + mixed(seed, process, round + 1, left, height)) % height;
        }
        index = right * width + left;
    } while (index >= count);
    return index;
}
