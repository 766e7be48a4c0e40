#include "model/phases.h"

const ent_model_t *ent_model(ent_isa_t isa) {
    static const ent_model_t *const models[ENT_ISA_COUNT] = {
        [ENT_ISA_BASELINE] = &ent_model_baseline,
#ifdef __x86_64__
        [ENT_ISA_AVX2] = &ent_model_avx2,
        [ENT_ISA_AVX512] = &ent_model_avx512,
#endif
    };
    return models[isa];
}
