#include "random/random.h"

#include "random/draws.h"

#include <sleef.h>

const ent_random_t *ent_random(ent_isa_t isa) {
    static const ent_random_t *const sources[ENT_ISA_COUNT] = {
        [ENT_ISA_BASELINE] = &ent_random_baseline,
#ifdef __x86_64__
        [ENT_ISA_AVX2] = &ent_random_avx2,
        [ENT_ISA_AVX512] = &ent_random_avx512,
#endif
    };
    return sources[isa];
}

double ent_exp(double x) {
    return Sleef_cinz_expd1_u10purec(x);
}
