/* Instruction sets: what this machine can run (base/isa.c). */
#include "base/isa.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <cpuid.h>
#endif

static void names_lead_back_to_their_sets(void **state) {
    (void)state;
    for (int i = 0; i < ENT_ISA_COUNT; i++) {
        ent_isa_t found = ENT_ISA_COUNT;
        assert_true(ent_isa_find(ent_isa_name((ent_isa_t)i), &found));
        assert_int_equal(found, i);
    }
    assert_string_equal(ent_isa_name(ENT_ISA_BASELINE), "baseline");
}

static void unknown_names_are_not_found(void **state) {
    (void)state;
    const char *const names[] = {"", "AVX2", "avx", "avx5122", "neon"};
    ent_isa_t found = ENT_ISA_BASELINE;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(ent_isa_find(names[i], &found));
    }
    assert_int_equal(found, ENT_ISA_BASELINE);
}

static void the_baseline_runs_everywhere(void **state) {
    (void)state;
    assert_true(ent_isa_available(ENT_ISA_BASELINE));
}

static void the_best_set_is_the_widest_available(void **state) {
    (void)state;
    ent_isa_t best = ent_isa_best();
    assert_true(ent_isa_available(best));
    for (int i = (int)best + 1; i < ENT_ISA_COUNT; i++) {
        assert_false(ent_isa_available((ent_isa_t)i));
    }
}

#ifdef __x86_64__
/* The flags of the first processor as Linux lists them, with a blank at either end. */
static char *processor_flags(void) {
    FILE *file = fopen("/proc/cpuinfo", "r");
    char *line = NULL, *flags = NULL;
    size_t size = 0;
    while (file != NULL && flags == NULL && getline(&line, &size, file) > 0) {
        if (strncmp(line, "flags", 5) == 0) {
            line[strcspn(line, "\n")] = ' ';
            flags = strdup(strchr(line, ':') + 1);
        }
    }
    free(line);
    if (file != NULL) {
        (void)fclose(file);
    }
    return flags;
}

/* Whether the processor says so itself: CPUID leaf 7, EBX (Intel's manual, volume 2A, CPUID). */
static bool processor_says(int bit) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> bit & 1) != 0;
}

/* The kernel lists what it lets programs use; an emulator may offer less than that. */
static void a_set_is_available_if_kernel_and_processor_say_so(void **state) {
    (void)state;
    char *flags = processor_flags();
    if (flags == NULL) {
        skip();
    }
    bool avx2 = strstr(flags, " avx2 ") != NULL && processor_says(5);
    bool avx512 = strstr(flags, " avx512f ") != NULL && strstr(flags, " avx512dq ") != NULL &&
                  strstr(flags, " avx512bw ") != NULL && strstr(flags, " avx512vl ") != NULL &&
                  processor_says(16) && processor_says(17) && processor_says(30) &&
                  processor_says(31);
    assert_int_equal(ent_isa_available(ENT_ISA_AVX2), avx2);
    assert_int_equal(ent_isa_available(ENT_ISA_AVX512), avx512);
    free(flags);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_back_to_their_sets),
        cmocka_unit_test(unknown_names_are_not_found),
        cmocka_unit_test(the_baseline_runs_everywhere),
        cmocka_unit_test(the_best_set_is_the_widest_available),
#ifdef __x86_64__
        cmocka_unit_test(a_set_is_available_if_kernel_and_processor_say_so),
#endif
    };
    return cmocka_run_group_tests_name("isa", tests, NULL, NULL);
}
