/* oracle FILE [--members K] [--first M] [--seed S] [--deterministic] [--metrics | --counts]
 * oracle --self-check
 * Prints CSV: member,step,variable,value; or member,metric,value,state; or member,kind,name,fired,
 * first_step,unapplied (for a state, its successions and answers are two rows). */
#include "oracle_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct options {
    const char *file;
    uint64_t members, first, seed;
    int deterministic;
    bool metrics, counts;
} options_t;

static int usage(void) {
    fprintf(stderr, "usage: oracle FILE [--members K] [--first M] [--seed S] [--deterministic]"
                    " [--metrics | --counts]\n       oracle --self-check\n");
    return 2;
}

static bool parse_number(const char *text, uint64_t *value) {
    char *end = NULL;
    if (text == NULL || *text < '0' || *text > '9') {
        return false;
    }
    errno = 0;
    *value = strtoull(text, &end, 0);
    return errno == 0 && *end == '\0';
}

static bool parse(int argc, char **argv, options_t *options) {
    for (int i = 1; i < argc; i++) {
        uint64_t *number = NULL;
        if (strcmp(argv[i], "--members") == 0) {
            number = &options->members;
        } else if (strcmp(argv[i], "--first") == 0) {
            number = &options->first;
        } else if (strcmp(argv[i], "--seed") == 0) {
            number = &options->seed;
        } else if (strcmp(argv[i], "--deterministic") == 0) {
            options->deterministic = 1;
        } else if (strcmp(argv[i], "--metrics") == 0) {
            options->metrics = true;
        } else if (strcmp(argv[i], "--counts") == 0) {
            options->counts = true;
        } else if (argv[i][0] != '-' && options->file == NULL) {
            options->file = argv[i];
        } else {
            return false;
        }
        if (number != NULL) {
            i++;
            if (i >= argc || !parse_number(argv[i], number)) {
                return false;
            }
        }
    }
    return options->file != NULL;
}

/* The published known answers of Philox 4x32-10 (Random123, kat_vectors). */
static int self_check(void) {
    static const struct {
        uint32_t counter[4], key[2], expected[4];
    } answers[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        uint32_t output[4];
        oracle_philox(answers[i].counter, answers[i].key, output);
        if (memcmp(output, answers[i].expected, sizeof output) != 0) {
            fprintf(stderr, "oracle: Philox known answer %zu fails\n", i);
            return 1;
        }
    }
    /* FNV-1a of the empty text and of "foobar" (Fowler, Noll and Vo, test vectors). */
    if (oracle_hash("") != 0x811c9dc5u || oracle_hash("foobar") != 0xbf9cf968u) {
        fprintf(stderr, "oracle: an FNV-1a known answer fails\n");
        return 1;
    }
    puts("ok");
    return 0;
}

static void print_path(const oracle_t *oracle, uint64_t member, const double *path) {
    const size_t variables = oracle_variables(oracle);
    for (size_t n = 0; n <= oracle_steps(oracle); n++) {
        for (size_t v = 0; v < variables; v++) {
            printf("%" PRIu64 ",%zu,%s,%.17g\n", member, n, oracle_variable_name(oracle, v),
                   path[n * variables + v]);
        }
    }
}

static void print_metrics(const oracle_t *oracle, uint64_t member, double *values,
                          unsigned char *states) {
    oracle_metric_values(oracle, values, states);
    for (size_t m = 0; m < oracle_metrics(oracle); m++) {
        printf("%" PRIu64 ",%s,%.17g,%d\n", member, oracle_metric_name(oracle, m), values[m],
               states[m]);
    }
}

static void print_counts(const oracle_t *oracle, uint64_t member) {
    for (size_t e = 0; e < oracle_events(oracle); e++) {
        const oracle_count_t count = oracle_event_count(oracle, e);
        printf("%" PRIu64 ",event,%s,%zu,%ld,%zu\n", member, oracle_event_name(oracle, e),
               count.fired, count.first_step, count.unapplied);
    }
    for (size_t k = 0; k < oracle_shocks(oracle); k++) {
        const oracle_count_t count = oracle_shock_count(oracle, k);
        printf("%" PRIu64 ",shock,%s,%zu,%ld,%zu\n", member, oracle_shock_name(oracle, k),
               count.fired, count.first_step, count.unapplied);
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        const oracle_state_count_t count = oracle_state_count(oracle, s);
        const char *name = oracle_state_name(oracle, s);
        printf("%" PRIu64 ",successions,%s,%zu,,\n", member, name, count.successions);
        printf("%" PRIu64 ",leader_events,%s,%zu,,\n", member, name, count.leader_events);
        printf("%" PRIu64 ",answers,%s,%zu,,\n", member, name, count.answers);
    }
}

static int run(oracle_t *oracle, const options_t *options) {
    const size_t cells = (oracle_steps(oracle) + 1) * oracle_variables(oracle);
    double *path = calloc(cells, sizeof *path);
    double *values = calloc(oracle_metrics(oracle), sizeof *values);
    unsigned char *states = calloc(oracle_metrics(oracle), sizeof *states);
    int status = path == NULL || values == NULL || states == NULL;
    puts(options->metrics  ? "member,metric,value,state"
         : options->counts ? "member,kind,name,fired,first_step,unapplied"
                           : "member,step,variable,value");
    for (uint64_t k = 0; k < options->members && status == 0; k++) {
        const uint64_t member = options->first + k;
        status = oracle_run(oracle, options->seed, member, options->deterministic, path);
        if (status != 0) {
            break;
        }
        if (options->metrics) {
            print_metrics(oracle, member, values, states);
        } else if (options->counts) {
            print_counts(oracle, member);
        } else {
            print_path(oracle, member, path);
        }
    }
    free(path);
    free(values);
    free(states);
    return status;
}

int main(int argc, char **argv) {
    options_t options = {.members = 1, .seed = 1};
    char error[512] = "";
    if (argc == 2 && strcmp(argv[1], "--self-check") == 0) {
        return self_check();
    }
    if (!parse(argc, argv, &options)) {
        return usage();
    }
    if (options.deterministic) {
        options.members = 1;
    }
    oracle_t *oracle = oracle_open(options.file, error, sizeof error);
    if (oracle == NULL) {
        fprintf(stderr, "oracle: %s\n", error);
        return 1;
    }
    int status = run(oracle, &options);
    oracle_close(oracle);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "oracle: cannot write the output\n");
        status = 1;
    }
    return status;
}
