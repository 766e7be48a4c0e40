#include "support/problems.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *support_quoted(const char *text) {
    char *quoted = strdup(text);
    assert_non_null(quoted);
    for (char *c = quoted; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return quoted;
}

void support_write_quoted(const char *folder, const char *name, const char *text) {
    char *quoted = support_quoted(text);
    free(support_write(folder, name, quoted));
    free(quoted);
}

int support_line_of(const char *text, const char *piece) {
    char *wanted = support_quoted(piece);
    const char *found = strstr(text, wanted);
    int line = 1;
    if (found == NULL) {
        fail_msg("the test's own text has no %s", wanted);
    }
    for (const char *c = text; c < found; c++) {
        line += *c == '\n';
    }
    free(wanted);
    return line;
}

char *support_edit(const char *text, const char *find, const char *put, const char *more) {
    char *wanted = support_quoted(find != NULL ? find : "");
    const char *found = strstr(text, wanted);
    if (found == NULL) {
        fail_msg("the test's own text has no %s", wanted);
    }
    size_t before = (size_t)(found - text);
    const char *middle = find != NULL ? put : "", *after = found + strlen(wanted);
    const char *added = more != NULL ? more : "";
    size_t size = strlen(text) + strlen(middle) + strlen(added) + 1;
    char *edited = malloc(size);
    assert_non_null(edited);
    (void)snprintf(edited, size, "%.*s%s%s%s", (int)before, text, middle, after, added);
    char *quoted = support_quoted(edited);
    free(edited);
    free(wanted);
    return quoted;
}

void support_load_more(const char *more, ent_scenario_t *scenario) {
    char *text = support_edit(support_small_scenario(), NULL, NULL, more);
    support_load_text(text, NULL, 0, scenario);
    free(text);
}

ent_err_t support_try(const char *text, const char *const *overrides, size_t count,
                      ent_scenario_t *scenario, ent_diags_t *diags) {
    char *folder = support_folder();
    char *path = support_write(folder, "scenario.cfg", text);
    ent_diags_init(diags);
    *scenario = (ent_scenario_t){0};
    ent_err_t error = ent_scenario_load(path, overrides, count, scenario, diags);
    free(path);
    support_remove(folder);
    return error;
}

const ent_diag_t *support_find_problem(const ent_diags_t *diags, const char *key,
                                       const char *piece) {
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        const ent_diag_t *diag = &diags->kept[i];
        if (strcmp(diag->key, key) == 0 && strstr(diag->text, piece) != NULL) {
            return diag;
        }
    }
    return NULL;
}

void support_fail(const ent_diags_t *diags, const char *what) {
    ent_diags_print(diags, stderr);
    fail_msg("%s (%zu problems reported)", what, diags->count);
}

static int expected_line(const support_problem_t *problem, const char *text) {
    if (problem->set != NULL && problem->at == NULL) {
        return 1;
    }
    const char *piece = problem->at != NULL    ? problem->at
                        : problem->put != NULL ? problem->put
                                               : problem->more;
    return support_line_of(text, piece);
}

static bool is_reported(const char *base, const support_problem_t *problem) {
    char *text = support_edit(base, problem->find, problem->put, problem->more);
    bool in_set = problem->set != NULL && problem->at == NULL;
    const char *file = in_set ? "--set" : "/scenario.cfg";
    int line = expected_line(problem, text);
    ent_scenario_t scenario;
    ent_diags_t diags;
    ent_err_t error =
        support_try(text, &problem->set, problem->set != NULL ? 1 : 0, &scenario, &diags);
    const ent_diag_t *diag = support_find_problem(&diags, problem->key, problem->message);
    bool as_expected = error == ENT_ERR_SCENARIO && diag != NULL && diag->line == line &&
                       strstr(diag->file, file) != NULL && diag->level == ENT_SEVERITY_ERROR &&
                       diags.errors == problem->others + 1;
    if (!as_expected) {
        print_error("expected %s:%d: %s: … %s …, and %zu others; found\n", file, line, problem->key,
                    problem->message, problem->others);
        ent_diags_print(&diags, stderr);
    }
    ent_scenario_free(&scenario);
    free(text);
    return as_expected;
}

/* Goes through the whole table before it fails, so that one run shows all that is wrong. */
void support_assert_problems_in(const char *text, const support_problem_t *problems, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        wrong += !is_reported(text, &problems[i]);
    }
    if (wrong > 0) {
        fail_msg("%zu of %zu problems are not reported as expected", wrong, count);
    }
}

void support_assert_problems(const support_problem_t *problems, size_t count) {
    support_assert_problems_in(support_small_scenario(), problems, count);
}
