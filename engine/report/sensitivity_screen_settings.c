/* How an outcome is spread over settings, in a sentence. */
#include "report/sensitivity_screen.h"

/* "86 %", "less than 1 %": of so many, neither none nor all of them. */
static const char *share_text(size_t count, size_t of, char text[ENT_NUMBER_SIZE]) {
    double percent = 100 * (double)count / (double)of;
    bool nearly_none = percent < 0.5, nearly_all = percent >= 99.5;
    (void)snprintf(text, ENT_NUMBER_SIZE, "%s%.0f %%",
                   nearly_none  ? "less than "
                   : nearly_all ? "more than "
                                : "",
                   nearly_none  ? 1
                   : nearly_all ? 99
                                : percent);
    return text;
}

/* "Better than the control in 86 % of 1440 settings" */
static void print_first_share(const char *what, size_t count, size_t of, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, "  %s than the control in ", what);
    if (count == 0 || count == of) {
        fprintf(stream, "%s %zu settings", count == 0 ? "none of" : "all", of);
    } else {
        fprintf(stream, "%s of %zu settings", share_text(count, of, text), of);
    }
}

/* ", worse in 3 %" */
static void print_share(const char *what, size_t count, size_t of, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, ", %s in %s", what,
            count == 0    ? "none"
            : count == of ? "all"
                          : share_text(count, of, text));
}

/* In how many settings the scenario is better, worse or the same; or higher and lower. */
static void print_signs(ent_better_t better, const ent_across_t *across, FILE *stream) {
    bool less = better == ENT_LESS_IS_BETTER, neither = better == ENT_NEITHER_IS_BETTER;
    size_t first = less ? across->less : across->more, settings = across->settings;
    print_first_share(neither ? "Higher" : "Better", first, settings, stream);
    if (first < settings) {
        print_share(neither ? "lower" : "worse", settings - first - across->neither - across->none,
                    settings, stream);
        print_share("undecided", across->neither, settings, stream);
    }
    if (across->none > 0) {
        print_share("exactly the same", across->none, settings, stream);
    }
    fputs("; ", stream);
}

void ent_screen_settings(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                         FILE *stream) {
    const ent_across_t *across = &item->across;
    double q05 = ent_across_quantile(across, 0.05), q95 = ent_across_quantile(across, 0.95);
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    if (across->settings == 0) {
        return;
    }
    if (item->has_signs && across->none == across->settings) {
        fprintf(stream, "  The same as the control in all %zu settings, member by member.\n",
                across->settings);
        return;
    }
    if (item->has_signs && sensitivity->names->members > 1) {
        print_signs(sensitivity->names->better[item->metric], across, stream);
    } else {
        fprintf(stream, "  Over %zu settings ", across->settings);
    }
    fprintf(stream, "the middle 90 %% of %s lie between %s and %s.\n",
            item->has_signs ? "differences" : "values", ent_screen_level(q05, across->sd, low),
            ent_screen_level(q95, across->sd, high));
    if (item->has_signs && sensitivity->names->members < 2) {
        fputs("  Better or worse cannot be told from chance with one member a point.\n", stream);
    }
}
