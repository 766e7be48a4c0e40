#include "report/verdict.h"

#include <math.h>

const char *ent_verdict(const ent_gain_t *gain, ent_better_t better) {
    const ent_estimate_t *paired = &gain->paired;
    if (gain->pairs == 0) {
        return "";
    }
    if (paired->low == 0 && paired->high == 0) {
        return "the same";
    }
    if (!(paired->low > 0 || paired->high < 0)) {
        return "undecided";
    }
    if (better == ENT_NEITHER_IS_BETTER) {
        return paired->mean > 0 ? "more" : "less";
    }
    return (paired->mean > 0) == (better == ENT_MORE_IS_BETTER) ? "better" : "worse";
}

bool ent_changes_nothing(const ent_ensemble_t *ensemble, size_t plan) {
    const ent_contrast_t *contrast = &ensemble->contrasts[plan];
    for (size_t i = 0; i < contrast->pairing.metric_count; i++) {
        if (contrast->fared[i].more > 0 || contrast->fared[i].less > 0) {
            return false;
        }
    }
    return true;
}

const char *ent_share_words(double share) {
    static const struct {
        double share; /* up to half-way to the next */
        const char *words;
    } rows[] = {{0.0, "few"},
                {0.1, "about one in ten"},
                {0.2, "about one in five"},
                {1.0 / 3, "about a third"},
                {0.5, "about half"},
                {2.0 / 3, "about two thirds"},
                {0.8, "about four in five"},
                {0.9, "about nine in ten"},
                {1.0, "nearly all"}};
    const size_t count = sizeof rows / sizeof rows[0];
    size_t i = 0;
    if (isnan(share)) {
        return "–";
    }
    if (share <= 0 || share >= 1) {
        return share <= 0 ? "none" : "all";
    }
    while (i + 1 < count && share > (rows[i].share + rows[i + 1].share) / 2) {
        i++;
    }
    return rows[i].words;
}
