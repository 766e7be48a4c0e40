#include "base/isa.h"

#include <string.h>

static const char *const isa_names[ENT_ISA_COUNT] = {
    [ENT_ISA_BASELINE] = "baseline",
#ifdef __x86_64__
    [ENT_ISA_AVX2] = "avx2",
    [ENT_ISA_AVX512] = "avx512",
#endif
};

const char *ent_isa_name(ent_isa_t isa) {
    return isa_names[isa];
}

bool ent_isa_available(ent_isa_t isa) {
#ifdef __x86_64__
    if (isa == ENT_ISA_AVX2) {
        return __builtin_cpu_supports("avx2") != 0;
    }
    if (isa == ENT_ISA_AVX512) {
        return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
               __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
    }
#endif
    return isa == ENT_ISA_BASELINE;
}

ent_isa_t ent_isa_best(void) {
    ent_isa_t best = ENT_ISA_BASELINE;
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            best = (ent_isa_t)isa;
        }
    }
    return best;
}

bool ent_isa_find(const char *name, ent_isa_t *isa) {
    for (int i = 0; i < ENT_ISA_COUNT; i++) {
        if (strcmp(name, isa_names[i]) == 0) {
            *isa = (ent_isa_t)i;
            return true;
        }
    }
    return false;
}
