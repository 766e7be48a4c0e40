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
    "points.csv",
    "switch.csv",
    "scan.csv",
    "sweep.cfg",
    "sensitivity.csv",
    "spread.csv",
    NULL,
};

bool ent_output_uses(const char *name) {
    for (size_t i = 0; ent_output_names[i] != NULL; i++) {
        if (strcmp(ent_output_names[i], name) == 0) {
            return true;
        }
    }
    return strcmp(name, "plots") == 0;
}

bool ent_output_owns(const char *name) {
    const char *slash = strchr(name, '/');
    if (slash == NULL) {
        return ent_output_uses(name);
    }
    size_t length = (size_t)(slash - name);
    bool up = length == 0 || strncmp(name, "..", length + 1) == 0 || strncmp(name, "../", 3) == 0;
    return !up && strchr(slash + 1, '/') == NULL &&
           (strncmp(name, "plots/", 6) == 0 || ent_output_uses(slash + 1));
}
