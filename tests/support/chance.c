#include "support/chance.h"

/* SplitMix64 (Steele, Lea, Flood 2014). */
double support_chance(support_chance_t *chance) {
    uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

double support_between(support_chance_t *chance, double low, double high) {
    return low + (high - low) * support_chance(chance);
}

size_t support_pick(support_chance_t *chance, size_t count) {
    return (size_t)(support_chance(chance) * (double)count);
}
