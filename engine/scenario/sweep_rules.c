#include "scenario/sweep_rules.h"

#include "scenario/sweep_uses.h"

#include <string.h>

/* ---- The design -------------------------------------------------------------------------------
 */

static void check_power(ent_diags_t *diags, const ent_setting_t *points, int count) {
    int below = 1;
    while (below <= count / 2) {
        below *= 2;
    }
    if (below == count) {
        return;
    }
    bool up = below <= INT32_MAX / 2 && count - below >= 2 * below - count;
    ent_diag_error(diags, points->place, "design.points",
                   "found %d, expected a power of 2 for \"sobol\", the nearest is %d", count,
                   up ? 2 * below : below);
}

void ent_sweep_check_design(const ent_sweep_rules_t *rules) {
    const ent_sweep_t *sweep = rules->sweep;
    const ent_setting_t *design = ent_setting_member(rules->root, "design");
    ent_sweep_choice_t method = {ENT_SCOPE_SWEEP, "design.method", (unsigned)sweep->method};
    if (design == NULL || design->type != ENT_SETTING_GROUP ||
        !ent_sweep_check_uses(&method, design, "design", rules->diags)) {
        return; /* reported */
    }
    const ent_setting_t *points = ent_setting_member(design, "points");
    const ent_setting_t *grid = ent_setting_member(design, "grid");
    if (sweep->method == ENT_DESIGN_SOBOL && points != NULL && sweep->points > 0) {
        check_power(rules->diags, points, sweep->points);
    }
    if (sweep->method == ENT_DESIGN_MORRIS && grid != NULL && sweep->grid % 2 != 0) {
        ent_diag_error(rules->diags, grid->place, "design.grid",
                       "found %d, expected an even number, such as %d", sweep->grid,
                       sweep->grid + 1);
    }
    const ent_setting_t *file = ent_setting_member(design, "file");
    if (file != NULL && sweep->file != NULL && sweep->file[0] == '\0') {
        ent_diag_error(rules->diags, file->place, "design.file",
                       "found \"\", expected the name of a CSV file");
    }
}

/* ---- Texts ------------------------------------------------------------------------------------
 */

/* An array of texts that was filled in: its elements in the tree and in the struct. */
typedef struct {
    const ent_setting_t *first;
    char *const *words;
    size_t count;
} words_t;

static words_t words_of(const ent_sweep_rules_t *rules, const char *name, char *const *words,
                        size_t count) {
    const ent_setting_t *list = ent_setting_member(rules->root, name);
    return (words_t){list != NULL ? list->first : NULL, words, list != NULL ? count : 0};
}

static bool stands_before(const words_t *words, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (strcmp(words->words[i], words->words[index]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_scenarios(const ent_sweep_rules_t *rules) {
    const ent_sweep_t *sweep = rules->sweep;
    words_t words = words_of(rules, "scenarios", sweep->scenarios, sweep->scenario_count);
    const ent_setting_t *item = words.first;
    for (size_t i = 0; i < words.count; i++, item = item->next) {
        if (words.words[i][0] == '\0') {
            ent_diag_error(rules->diags, item->place, "scenarios",
                           "found \"\", expected the name of a scenario file");
        } else if (stands_before(&words, i)) {
            ent_diag_error(rules->diags, item->place, "scenarios",
                           "found \"%s\" a second time, expected different scenarios",
                           words.words[i]);
        }
    }
}

static void check_overrides(const ent_sweep_rules_t *rules) {
    const ent_sweep_t *sweep = rules->sweep;
    words_t words = words_of(rules, "set", sweep->overrides, sweep->override_count);
    const ent_setting_t *item = words.first;
    for (size_t i = 0; i < words.count; i++, item = item->next) {
        const char *equals = strchr(words.words[i], '=');
        if (equals == NULL || equals == words.words[i] || equals[1] == '\0') {
            ent_diag_error(rules->diags, item->place, "set", "found \"%s\", expected PATH=VALUE",
                           words.words[i]);
        }
    }
}

static void check_metrics(const ent_sweep_rules_t *rules) {
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789_+-.*?";
    const ent_sweep_t *sweep = rules->sweep;
    words_t words = words_of(rules, "metrics", sweep->metrics, sweep->metric_count);
    const ent_setting_t *item = words.first;
    for (size_t i = 0; i < words.count; i++, item = item->next) {
        const char *word = words.words[i];
        if (word[0] == '\0' || word[strspn(word, characters)] != '\0') {
            ent_diag_error(rules->diags, item->place, "metrics",
                           "found \"%s\", expected the name of a metric, of A-Z a-z 0-9 _ + - . "
                           "and, for any characters, * ?",
                           word);
        } else if (stands_before(&words, i)) {
            ent_diag_error(rules->diags, item->place, "metrics",
                           "found \"%s\" a second time, expected different metrics", word);
        }
    }
}

void ent_sweep_check_texts(const ent_sweep_rules_t *rules) {
    check_scenarios(rules);
    check_overrides(rules);
    check_metrics(rules);
}
