/*
 * Run codes: a short text that names a member of a scenario exactly, so that what a figure shows
 * can be replayed, or it can be said what has changed since:
 *
 *     VERSION/HASH[+HASH...]/SEED/MEMBER     0.1.0/7f3a9c01b2d4/1/0
 *
 * A hash is the beginning of the SHA-256 of the resolved scenario (scenario/writer.h), every
 * default included; a comparison has one for each of its scenarios, in their order. In a run
 * without chance the word "deterministic" stands for the seed.
 */
#ifndef ENT_REPORT_CODE_H
#define ENT_REPORT_CODE_H

#include "base/error.h"
#include "scenario/sweep.h"

#include <stdint.h>

enum {
    ENT_CODE_HASH_LENGTH = 12,
    ENT_CODE_HASH_SIZE = ENT_CODE_HASH_LENGTH + 1,
    ENT_CODE_HASHES = 8, /* of a larger comparison, the first ones */
    ENT_CODE_VERSION_SIZE = 32,
    ENT_CODE_SIZE = ENT_CODE_VERSION_SIZE + ENT_CODE_HASHES * ENT_CODE_HASH_SIZE + 48,
    ENT_CODE_PROBLEM_SIZE = 200
};

typedef struct {
    char version[ENT_CODE_VERSION_SIZE];
    char hashes[ENT_CODE_HASHES][ENT_CODE_HASH_SIZE];
    size_t hash_count;
    bool deterministic; /* then the seed is 0 */
    uint64_t seed, member;
} ent_code_t;

/* The hash of a scenario. */
ENT_CHECKED ent_err_t ent_code_hash(const ent_scenario_t *scenario, char hash[ENT_CODE_HASH_SIZE]);

/*
 * The SHA-256 of a sweep, every default included, and of the bytes of its list. Names of files do
 * not count, so that it is the same wherever the sweep is read: scenarios have hashes of their own.
 * ENT_ERR_NO_INPUT when the list cannot be read.
 */
enum { ENT_SWEEP_HASH_SIZE = 65 };
ENT_CHECKED ent_err_t ent_sweep_hash(const ent_sweep_t *sweep, char hash[ENT_SWEEP_HASH_SIZE]);

/* The code of a member, in this version of the program, of one or several scenarios. */
ENT_CHECKED ent_err_t ent_code_of(const ent_scenario_t *const *scenarios, size_t count,
                                  uint64_t seed, bool deterministic, uint64_t member,
                                  ent_code_t *code);

/* The code as a text; returns `text`. */
const char *ent_code_format(const ent_code_t *code, char text[ENT_CODE_SIZE]);

/* Reads a code; false if it is not one, and `problem` says which part is wrong, and how. */
bool ent_code_parse(const char *text, ent_code_t *code, char problem[ENT_CODE_PROBLEM_SIZE]);

/* Whether a hash is among the code's. */
bool ent_code_has(const ent_code_t *code, const char *hash);

#endif
