#include "ensemble/gather.h"

const ent_gather_t *ent_gather(ent_isa_t isa) {
    static const ent_gather_t functions[ENT_ISA_COUNT] = {
        [ENT_ISA_BASELINE] = {ent_gather_lanes_baseline, ent_gather_differences_baseline},
#ifdef __x86_64__
        [ENT_ISA_AVX2] = {ent_gather_lanes_avx2, ent_gather_differences_avx2},
        [ENT_ISA_AVX512] = {ent_gather_lanes_avx512, ent_gather_differences_avx512},
#endif
    };
    return &functions[isa];
}
