/*
 * Instruction sets. Kernels are compiled once for each into objects of their own; which table of
 * functions is used is decided at start-up, and all of them give the same bits.
 */
#ifndef ENT_BASE_ISA_H
#define ENT_BASE_ISA_H

#include <stdbool.h>

/* The sets the program was built for. On machines other than x86-64 there is only the baseline. */
typedef enum {
    ENT_ISA_BASELINE,
#ifdef __x86_64__
    ENT_ISA_AVX2,
    ENT_ISA_AVX512,
#endif
    ENT_ISA_COUNT
} ent_isa_t;

/* "baseline", "avx2", "avx512". */
const char *ent_isa_name(ent_isa_t isa);

/* Whether this machine can run code compiled for the set. */
bool ent_isa_available(ent_isa_t isa);

/* The widest set this machine can run. */
ent_isa_t ent_isa_best(void);

/* Finds a set by name; false when there is none of that name. */
bool ent_isa_find(const char *name, ent_isa_t *isa);

#endif
