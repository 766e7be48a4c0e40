#include "support/problems.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int support_line_of(const char *text, const char *piece) {
    const char *found = strstr(text, piece);
    int line = 1;
    if (found == NULL) {
        fail_msg("the test's own text has no \"%s\"", piece);
    }
    for (const char *c = text; c < found; c++) {
        line += *c == '\n';
    }
    return line;
}

char *support_edit(const char *text, const char *find, const char *put, const char *more) {
    const char *found = find != NULL ? strstr(text, find) : NULL;
    const char *added = more != NULL ? more : "";
    if (find != NULL && found == NULL) {
        fail_msg("the test's own text has no \"%s\"", find);
    }
    size_t before = found != NULL ? (size_t)(found - text) : strlen(text);
    const char *after = found != NULL ? found + strlen(find) : "";
    const char *middle = found != NULL ? put : "";
    size_t size = before + strlen(middle) + strlen(after) + strlen(added) + 1;
    char *edited = malloc(size);
    assert_non_null(edited);
    (void)snprintf(edited, size, "%.*s%s%s%s", (int)before, text, middle, after, added);
    return edited;
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
