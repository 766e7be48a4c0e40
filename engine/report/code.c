#include "report/code.h"

#include "base/version.h"
#include "random/random.h"
#include "scenario/writer.h"

#include <errno.h>
#include <inttypes.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char without_chance[] = "deterministic";

ent_err_t ent_code_hash(const ent_scenario_t *scenario, char hash[ENT_CODE_HASH_SIZE]) {
    char digest[SHA256_DIGEST_STRING_LENGTH];
    char *text = NULL;
    ent_err_t error = ent_scenario_text(scenario, &text);
    if (error != ENT_OK) {
        return error;
    }
    (void)SHA256Data((const uint8_t *)text, strlen(text), digest);
    free(text);
    memcpy(hash, digest, ENT_CODE_HASH_LENGTH);
    hash[ENT_CODE_HASH_LENGTH] = '\0';
    return ENT_OK;
}

ent_err_t ent_code_of(const ent_scenario_t *const *scenarios, size_t count, uint64_t seed,
                      bool deterministic, uint64_t member, ent_code_t *code) {
    ent_code_t made = {.seed = deterministic ? 0 : seed,
                       .deterministic = deterministic,
                       .member = member,
                       .hash_count = count < ENT_CODE_HASHES ? count : ENT_CODE_HASHES};
    ent_err_t error = ENT_OK;
    (void)snprintf(made.version, sizeof made.version, "%s", ENT_VERSION);
    for (size_t i = 0; i < made.hash_count && error == ENT_OK; i++) {
        error = ent_code_hash(scenarios[i], made.hashes[i]);
    }
    if (error == ENT_OK) {
        *code = made;
    }
    return error;
}

const char *ent_code_format(const ent_code_t *code, char text[ENT_CODE_SIZE]) {
    char *end = text + snprintf(text, ENT_CODE_SIZE, "%s", code->version);
    char *last = text + ENT_CODE_SIZE;
    for (size_t i = 0; i < code->hash_count; i++) {
        end += snprintf(end, (size_t)(last - end), "%c%s", i == 0 ? '/' : '+', code->hashes[i]);
    }
    if (code->deterministic) {
        end += snprintf(end, (size_t)(last - end), "/%s", without_chance);
    } else {
        end += snprintf(end, (size_t)(last - end), "/%" PRIu64, code->seed);
    }
    (void)snprintf(end, (size_t)(last - end), "/%" PRIu64, code->member);
    return text;
}

/* A piece of a text, which goes on behind it. */
typedef struct {
    const char *start;
    size_t length;
} piece_t;

enum { PART_VERSION, PART_HASHES, PART_SEED, PART_MEMBER, PARTS };

/* What a message shows of a piece; a long one is cut. */
enum { MOST_SHOWN = 40 };
static int shown(piece_t piece) {
    return piece.length < MOST_SHOWN ? (int)piece.length : MOST_SHOWN;
}

/* Takes what stands before the next `mark` off the front of a text. */
static piece_t take(const char **text, char mark) {
    const char *start = *text, *end = strchr(start, mark);
    size_t length = end != NULL ? (size_t)(end - start) : strlen(start);
    *text = start + length + (end != NULL ? 1 : 0);
    return (piece_t){start, length};
}

static size_t split(const char *text, piece_t parts[PARTS]) {
    size_t count = 1;
    for (const char *c = text; *c != '\0'; c++) {
        count += *c == '/';
    }
    for (size_t i = 0; i < PARTS && count == PARTS; i++) {
        parts[i] = take(&text, '/');
    }
    return count;
}

/* A piece made of certain characters only. */
static bool made_of(piece_t piece, const char *characters) {
    return piece.length > 0 && strspn(piece.start, characters) >= piece.length;
}

static bool read_version(piece_t part, ent_code_t *code, char *problem) {
    static const char allowed[] = "0123456789.+-abcdefghijklmnopqrstuvwxyz";
    if (!made_of(part, allowed) || part.length >= ENT_CODE_VERSION_SIZE) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "the version: found \"%.*s\", expected one such as %s", shown(part),
                       part.start, ENT_VERSION);
        return false;
    }
    memcpy(code->version, part.start, part.length);
    return true;
}

static bool read_hash(piece_t piece, char hash[ENT_CODE_HASH_SIZE], char *problem) {
    if (!made_of(piece, "0123456789abcdef") || piece.length != ENT_CODE_HASH_LENGTH) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "the scenario's hash: found \"%.*s\", expected %d of 0-9 and a-f",
                       shown(piece), piece.start, ENT_CODE_HASH_LENGTH);
        return false;
    }
    memcpy(hash, piece.start, ENT_CODE_HASH_LENGTH);
    return true;
}

static bool read_hashes(piece_t part, ent_code_t *code, char *problem) {
    size_t count = 1;
    for (size_t i = 0; i < part.length; i++) {
        count += part.start[i] == '+';
    }
    if (count > ENT_CODE_HASHES) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "the scenarios' hashes: found %zu, expected at most %d", count,
                       ENT_CODE_HASHES);
        return false;
    }
    const char *rest = part.start;
    for (size_t left = part.length; code->hash_count < count; code->hash_count++) {
        const char *plus = memchr(rest, '+', left);
        size_t length = plus != NULL ? (size_t)(plus - rest) : left;
        if (!read_hash((piece_t){rest, length}, code->hashes[code->hash_count], problem)) {
            return false;
        }
        rest += length + 1;
        left -= plus != NULL ? length + 1 : length;
    }
    return true;
}

static bool read_number(piece_t part, uint64_t most, uint64_t *value) {
    if (!made_of(part, "0123456789")) {
        return false;
    }
    errno = 0;
    unsigned long long number = strtoull(part.start, NULL, 10); /* ends at the '/' */
    *value = number;
    return errno == 0 && number <= most;
}

static bool read_seed(piece_t part, ent_code_t *code, char *problem) {
    size_t length = strlen(without_chance);
    code->deterministic = part.length == length && memcmp(part.start, without_chance, length) == 0;
    if (!code->deterministic && !read_number(part, UINT64_MAX, &code->seed)) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "the seed: found \"%.*s\", expected a whole number from 0 to %" PRIu64
                       " or \"%s\"",
                       shown(part), part.start, UINT64_MAX, without_chance);
        return false;
    }
    return true;
}

static bool read_member(piece_t part, ent_code_t *code, char *problem) {
    if (!read_number(part, ENT_MEMBER_LIMIT - 1, &code->member)) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "the member: found \"%.*s\", expected a whole number from 0 to %" PRIu64,
                       shown(part), part.start, ENT_MEMBER_LIMIT - 1);
        return false;
    }
    return true;
}

bool ent_code_parse(const char *text, ent_code_t *code, char problem[ENT_CODE_PROBLEM_SIZE]) {
    piece_t parts[PARTS];
    ent_code_t read = {.hash_count = 0};
    size_t count = split(text, parts);
    if (count != PARTS) {
        (void)snprintf(problem, ENT_CODE_PROBLEM_SIZE,
                       "found %zu part%s, expected %d: VERSION/HASH/SEED/MEMBER", count,
                       count == 1 ? "" : "s", PARTS);
        return false;
    }
    if (!read_version(parts[PART_VERSION], &read, problem) ||
        !read_hashes(parts[PART_HASHES], &read, problem) ||
        !read_seed(parts[PART_SEED], &read, problem) ||
        !read_member(parts[PART_MEMBER], &read, problem)) {
        return false;
    }
    *code = read;
    return true;
}

bool ent_code_has(const ent_code_t *code, const char *hash) {
    bool found = false;
    for (size_t i = 0; i < code->hash_count; i++) {
        found = found || strcmp(code->hashes[i], hash) == 0;
    }
    return found;
}
