/* manifest.json: how a folder of results was made. Everything volatile lives here. */
#ifndef ENT_REPORT_MANIFEST_H
#define ENT_REPORT_MANIFEST_H

#include "report/output.h"
#include "report/tables.h"

struct json_t;

typedef struct {
    const char *const *command; /* argc words */
    size_t words;
    ent_isa_t isa;
    double wall_seconds;
    const char *started; /* ISO 8601, UTC */
    const char *input;   /* a file that was read beside those of the scenarios; or NULL */
} ent_circumstances_t;

/* What the results are of, where that is no run. */
typedef struct {
    const char *const *titles;
    size_t title_count;
    const char *code_key,
        *code; /* "code", or another name for what tells these results from others */
    uint64_t seed, members;
    bool deterministic;
    const char *const *inputs; /* files; one that stands there twice is listed once */
    size_t input_count;
} ent_manifest_about_t;

/* Writes it with the SHA-256 of every input and of every output written so far. */
ENT_CHECKED ent_err_t ent_manifest_write_about(const ent_manifest_about_t *about,
                                               const ent_circumstances_t *circumstances,
                                               ent_output_t *output);

/*
 * Writes it, for a run or for a comparison of several, with the run code of the first member and
 * the SHA-256 of every input and of every output written so far.
 */
ENT_CHECKED ent_err_t ent_manifest_write(const ent_run_t *const *runs, size_t count,
                                         const ent_circumstances_t *circumstances,
                                         ent_output_t *output);

/* {"name": …, "bytes": …, "sha256": …}; without hash and size if the file has gone since. */
struct json_t *ent_manifest_file(const char *name, const char *path);

/* The words of a command line, as a list. */
struct json_t *ent_manifest_words(const char *const *words, size_t count);

#endif
