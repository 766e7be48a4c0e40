/*
 * Kernels are files compiled once for each instruction set. ENT_KERNEL(step) names a function
 * ent_step_baseline, ent_step_avx2 or ent_step_avx512, as the Makefile defines ENT_ISA_SUFFIX.
 */
#ifndef ENT_BASE_KERNEL_H
#define ENT_BASE_KERNEL_H

#ifndef ENT_ISA_SUFFIX
#define ENT_ISA_SUFFIX baseline
#endif

#define ENT_PASTE_(name, suffix) ent_##name##_##suffix
#define ENT_PASTE(name, suffix) ENT_PASTE_(name, suffix)
#define ENT_KERNEL(name) ENT_PASTE(name, ENT_ISA_SUFFIX)

/* Lanes of a block are independent: the compiler may take several at a time. */
#define ENT_LANES _Pragma("omp simd")

#endif
