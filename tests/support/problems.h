/*
 * Tables of wrong scenarios: an edit of a small scenario, and where and how it must be reported. In
 * the texts ' stands for ".
 * Line numbers are counted in the text itself, not taken from the engine.
 */
#ifndef SUPPORT_PROBLEMS_H
#define SUPPORT_PROBLEMS_H

#include "base/error.h"
#include "scenario/scenario.h"

/* One wrong scenario. Members that are not needed stay NULL or 0. */
typedef struct {
    const char *find, *put; /* the edit: the first `find` in the text becomes `put` */
    const char *more;       /* text added behind */
    const char *set;        /* an override; its problems have file "--set" and line 1 */
    const char *at;         /* the problem's line is where this stands; NULL: where the edit is */
    const char *key;        /* exactly */
    const char *message;    /* a piece of it */
    size_t others;          /* further errors that may come with it */
} support_problem_t;

/* Fails unless each problem, on the small scenario, is reported as the table says. */
void support_assert_problems(const support_problem_t *problems, size_t count);

/* The same on any other sound text. */
void support_assert_problems_in(const char *text, const support_problem_t *problems, size_t count);

#define SUPPORT_COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Loads the small scenario with more text behind it, which must be sound. */
void support_load_more(const char *more, ent_scenario_t *scenario);

/* Loads a text, which may be wrong; the diagnostics name the file "…/scenario.cfg". */
ent_err_t support_try(const char *text, const char *const *overrides, size_t count,
                      ent_scenario_t *scenario, ent_diags_t *diags);

/* The problem kept with this key and a text that contains the piece, or NULL. */
const ent_diag_t *support_find_problem(const ent_diags_t *diags, const char *key,
                                       const char *piece);

/* Prints the problems and fails. */
void support_fail(const ent_diags_t *diags, const char *what);

/*
 * A copy with " for every ', the caller's to free. In tables and edits of texts ' stands for ",
 * so that they can be read without a thicket of backslashes.
 */
char *support_quoted(const char *text);

/* Writes a file of a text in which ' stands for ". */
void support_write_quoted(const char *folder, const char *name, const char *text);

/* The line, from 1, in which `piece` first stands; fails if it does not. */
int support_line_of(const char *text, const char *piece);

/* `text` with the first `find` (if any) replaced, and `more` added; the caller's to free. */
char *support_edit(const char *text, const char *find, const char *put, const char *more);

#endif
