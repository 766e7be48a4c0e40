#include "support/sweeps.h"

#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The library is linked into the folder, so that sweeps name its scenarios as people do. */
static void link_library(const char *folder) {
    char top[PATH_MAX], target[PATH_MAX + 32];
    char *link = support_path(folder, "japan-rok");
    if (access(link, F_OK) != 0) {
        assert_non_null(getcwd(top, sizeof top));
        (void)snprintf(target, sizeof target, "%s/scenarios/japan-rok", top);
        assert_int_equal(symlink(target, link), 0);
    }
    free(link);
}

void support_sweep_with(const char *folder, const char *scenarios, const char *factors,
                        const char *more, ent_sweep_t *sweep) {
    size_t size = strlen(scenarios) + strlen(factors) + strlen(more) + 200;
    char *text = malloc(size), *path = support_path(folder, "sweep.cfg");
    ent_diags_t diags;
    assert_non_null(text);
    (void)snprintf(text, size,
                   "scenarios = [ %s ];\nfactors = (\n%s );\n"
                   "design = { method = 'lhs'; points = 10; };\n%s",
                   scenarios, factors, more);
    link_library(folder);
    support_write_quoted(folder, "sweep.cfg", text);
    ent_diags_init(&diags);
    if (ent_sweep_load(path, sweep, &diags) != ENT_OK) {
        support_fail(&diags, text);
    }
    free(text);
    free(path);
}

void support_sweep(const char *folder, const char *scenarios, const char *factors,
                   ent_sweep_t *sweep) {
    support_sweep_with(folder, scenarios, factors, "", sweep);
}

void support_factored(const ent_sweep_t *sweep, size_t index, ent_factored_t *factored) {
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_factored_load(sweep, index, factored, &diags) != ENT_OK) {
        support_fail(&diags, "the factors are sound");
    }
}
