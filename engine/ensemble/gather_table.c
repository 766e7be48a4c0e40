#include "ensemble/gather.h"

ent_gather_function_t *ent_gather(ent_isa_t isa) {
    static ent_gather_function_t *const functions[ENT_ISA_COUNT] = {
        [ENT_ISA_BASELINE] = ent_gather_lanes_baseline,
#ifdef __x86_64__
        [ENT_ISA_AVX2] = ent_gather_lanes_avx2,
        [ENT_ISA_AVX512] = ent_gather_lanes_avx512,
#endif
    };
    return functions[isa];
}
