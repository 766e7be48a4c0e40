/* A folder of results that is there already: what its manifest says, and whether that still holds.
 */
#ifndef ENT_REPORT_RESULTS_H
#define ENT_REPORT_RESULTS_H

#include "report/figure_read.h"
#include "report/output.h"

struct json_t;

enum { ENT_RESULTS_PROBLEM_SIZE = ENT_FIGURE_PROBLEM_SIZE + 64 };

typedef struct {
    const char *directory; /* the caller's */
    struct json_t *manifest;
    ent_figure_file_t figures;
    char problem[ENT_RESULTS_PROBLEM_SIZE]; /* "FILE: what is wrong with it" */
} ent_results_t;

typedef enum {
    ENT_RESULT_GOOD,
    ENT_RESULT_MISSING,   /* not there, or no plain file */
    ENT_RESULT_TRUNCATED, /* smaller than it was */
    ENT_RESULT_FOREIGN,   /* other bytes */
    ENT_RESULT_UNREADABLE /* errno says why */
} ent_result_state_t;

/* A file as the manifest has it, and as it is. */
typedef struct {
    const char *name;
    ent_result_state_t state;
    long long expected_bytes, found_bytes;
} ent_result_file_t;

/*
 * Reads manifest.json and plots/figures.json. ENT_ERR_NO_INPUT when one is not there and
 * ENT_ERR_SCENARIO when one is not as this program writes it, with the problem said. Free it either
 * way.
 */
ENT_CHECKED ent_err_t ent_results_read(ent_results_t *results, const char *directory);

void ent_results_free(ent_results_t *results);

/* The version of the program that made them. */
const char *ent_results_version(const ent_results_t *results);

/* How many files the manifest lists. */
size_t ent_results_count(const ent_results_t *results);

/* Looks at one of them; false for a figure, which is drawn from the others. */
ENT_CHECKED ent_err_t ent_results_look(const ent_results_t *results, size_t index, bool *data,
                                       ent_result_file_t *file);

/*
 * Writes the manifest anew with the size and hash of every figure that the output has noted, and
 * `redrawn`: by which version, with which command. All else stays as it is.
 */
ENT_CHECKED ent_err_t ent_results_update(ent_results_t *results, const char *const *command,
                                         size_t words, ent_output_t *output);

#endif
