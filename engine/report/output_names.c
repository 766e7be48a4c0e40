#include "report/output_names.h"

#include "report/output.h"

#include <string.h>

const char *const ent_output_names[] = {
    "manifest.json",
    "summary.csv",
    "metrics.csv",
    "events.csv",
    "members.csv",
    "paths.csv",
    "scenario.cfg",
    "changes.csv",
    "comparison.csv",
    "regret.csv",
    "differences.csv",
    "distributions.csv",
    "story.csv",
    "path.csv",
    "plots/health.svg",
    "plots/health.png",
    "plots/health.pdf",
    "plots/panels.svg",
    "plots/panels.png",
    "plots/panels.pdf",
    "surveys.csv",
    "polls.csv",
    "forecasts.csv",
    "scores.csv",
    "pit.csv",
    "bands.csv",
    "patterns.csv",
    "plots/polls.svg",
    "plots/polls.png",
    "plots/polls.pdf",
    "plots/figures.json",
    "report.html",
    "switch.csv",
    "scan.csv",
    "sensitivity.csv",
    "spread.csv",
    NULL,
};

const char *const ent_output_sweep_names[] = {"points.csv", "sweep.cfg", "list.csv", NULL};

static bool is_in(const char *const *names, const char *name) {
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_file(const char *name) {
    return is_in(ent_output_names, name) || is_in(ent_output_sweep_names, name);
}

bool ent_output_uses(const char *name) {
    static const char *const others[] = {
        "plots",        "sensitivity",   "sweep.lock",       "sweep.db",         "sweep.db-wal",
        "sweep.db-shm", "sweep.db.part", "sweep.db.damaged", "sweep.db-journal", NULL};
    return is_file(name) || is_in(others, name);
}

bool ent_output_owns(const char *name) {
    const char *slash = strchr(name, '/');
    if (slash == NULL) {
        return is_file(name);
    }
    size_t length = (size_t)(slash - name);
    bool up = length == 0 || strncmp(name, "..", length + 1) == 0 || strncmp(name, "../", 3) == 0;
    return !up && strchr(slash + 1, '/') == NULL &&
           (strncmp(name, "plots/", 6) == 0 || is_file(slash + 1));
}
