/* Where a comparison turns, as text for people. */
#include "base/number.h"
#include "report/note.h"
#include "report/switch.h"

#include <inttypes.h>
#include <math.h>

enum { LABEL_SIZE = 128, FACTOR_SIZE = 400 };

/* How the other scenario fares where the difference has this sign. */
static const char *fares(const ent_switch_t *result, int sign) {
    ent_better_t better = result->metric.row->better;
    if (better == ENT_NEITHER_IS_BETTER) {
        return sign > 0 ? "higher" : "lower";
    }
    return (sign > 0) == (better == ENT_MORE_IS_BETTER) ? "better" : "worse";
}

/* What is so with less and with more of the factor, where the members can tell. */
static void print_sides(const ent_switch_t *result, const ent_crossing_t *item, FILE *stream) {
    const char *const words[] = {"less", "more"};
    const int signs[] = {item->before, item->after};
    const bool known[] = {item->before != 0 && !item->low_open,
                          item->after != 0 && !item->high_open};
    char label[LABEL_SIZE];
    if (item->low_open && item->high_open) {
        fputs("    Nowhere in the range can these members tell the difference from 0.\n", stream);
    }
    if (!known[0] && !known[1]) {
        return;
    }
    ent_metric_label(&result->metric, label, sizeof label);
    size_t first = known[0] ? 0 : 1, second = 1 - first;
    fprintf(stream, "    With %s, %s is %s than %s in %s", words[first], result->labels[1],
            fares(result, signs[first]), result->labels[0], label);
    if (signs[second] == 0) {
        fputs(".\n", stream);
    } else if (!known[second]) {
        fprintf(stream, "; with %s, these members cannot tell.\n", words[second]);
    } else if (signs[0] == signs[1]) {
        fprintf(stream, "; with %s, too.\n", words[second]);
    } else {
        fprintf(stream, "; with %s, %s.\n", words[second], fares(result, signs[second]));
    }
}

/* "0.30 to 0.39", with "or less" and "or more" where it is open. */
static void print_interval(const ent_switch_t *result, const ent_crossing_t *item, FILE *stream) {
    char low[ENT_SWITCH_VALUE_SIZE], high[ENT_SWITCH_VALUE_SIZE];
    fprintf(stream, "%s%s to %s%s", ent_switch_value(result, item->low, low),
            item->low_open ? " or less" : "", ent_switch_value(result, item->high, high),
            item->high_open ? " or more" : "");
}

static void print_root(const ent_switch_t *result, const ent_crossing_t *item, FILE *stream) {
    char value[ENT_SWITCH_VALUE_SIZE];
    (void)ent_switch_value(result, item->value, value);
    if (item->before == 0 || item->after == 0) {
        fprintf(stream, "  The mean difference is 0 at %s, where the range ends", value);
    } else if (item->kind == ENT_CROSSING_JUMP) {
        fprintf(stream, "  Its sign turns at %s, by a jump: it does not come near 0", value);
    } else {
        fprintf(stream, "  Its sign turns at %s", value);
    }
    fprintf(stream, " (%g %%: ", 100 * result->level);
    print_interval(result, item, stream);
    fputs(").\n", stream);
}

/* No member differs; around it, some do, but not enough to tell. */
static void print_flat(const ent_switch_t *result, const ent_crossing_t *item, FILE *stream) {
    char from[ENT_SWITCH_VALUE_SIZE], to[ENT_SWITCH_VALUE_SIZE];
    double beyond = 2 * ENT_CROSSING_TOLERANCE * (result->high - result->low);
    fprintf(stream, "  There is no difference from %s to %s, in any member",
            ent_switch_value(result, item->from, from), ent_switch_value(result, item->to, to));
    if (item->from - item->low > beyond || item->high - item->to > beyond) {
        fputs(", and none that can be told from ", stream);
        print_interval(result, item, stream);
        fprintf(stream, " (%g %%)", 100 * result->level);
    }
    fputs(".\n", stream);
}

static void print_item(const ent_switch_t *result, const ent_crossing_t *item, FILE *stream) {
    char from[ENT_SWITCH_VALUE_SIZE], to[ENT_SWITCH_VALUE_SIZE];
    switch (item->kind) {
    case ENT_CROSSING_FLAT:
        print_flat(result, item, stream);
        break;
    case ENT_CROSSING_TOUCH:
        fputs("  It cannot be told from 0 from ", stream);
        print_interval(result, item, stream);
        fputs(", and its sign does not turn there.\n", stream);
        break;
    case ENT_CROSSING_GAP:
        fprintf(stream, "  Its sign turns between %s and %s, where it is undefined.\n",
                ent_switch_value(result, item->from, from), ent_switch_value(result, item->to, to));
        break;
    default:
        print_root(result, item, stream);
    }
    print_sides(result, item, stream);
}

static void print_heading(const ent_switch_t *result, FILE *stream) {
    const ent_run_t *run = result->runs[0];
    char label[LABEL_SIZE], factor[FACTOR_SIZE], low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    ent_metric_label(&result->metric, label, sizeof label);
    fprintf(stream,
            "Control %s: %s\nOther   %s: %s\n%s from %s to %s: %zu values, each with the same "
            "%" PRIu64 " members, seed %" PRIu64 "\n\n",
            result->labels[0], run->scenario->title, result->labels[1],
            result->runs[1]->scenario->title, ent_switch_factor(result, factor, sizeof factor),
            ent_number_format(result->low, low), ent_number_format(result->high, high),
            result->points, run->members, run->seed);
    fprintf(stream, "Mean difference in %s (%s), %s less %s, member by member:\n", label,
            result->metric.row->unit, result->labels[1], result->labels[0]);
}

/* Whether the sign turns, or the mean is 0, somewhere; and whether some value can be told from 0.
 */
static void look(const ent_crossings_t *crossings, bool *turns, bool *told) {
    *turns = false;
    *told = true;
    for (size_t i = 0; i < crossings->count; i++) {
        const ent_crossing_t *item = &crossings->items[i];
        *turns = *turns || item->kind != ENT_CROSSING_TOUCH;
        *told = *told && !(item->low_open && item->high_open);
    }
}

static void print_range(const ent_switch_t *result, FILE *stream) {
    const ent_crossings_t *crossings = result->crossings;
    char least[ENT_NUMBER_SIZE], greatest[ENT_NUMBER_SIZE], label[LABEL_SIZE];
    int sign = crossings->least > 0 ? 1 : -1;
    bool turns = false, told = true;
    look(crossings, &turns, &told);
    (void)ent_number_brief(crossings->least, least);
    (void)ent_number_brief(crossings->greatest, greatest);
    if (turns) {
        fprintf(stream, "  Over the scan it is from %s to %s.\n", least, greatest);
        return;
    }
    fprintf(stream, "  Its sign does not turn: it is %s all over the scan, from %s to %s",
            sign > 0 ? "positive" : "negative", least, greatest);
    if (told) {
        ent_metric_label(&result->metric, label, sizeof label);
        fprintf(stream, "; %s is %s than %s in %s", result->labels[1], fares(result, sign),
                result->labels[0], label);
    }
    fputs(".\n", stream);
}

static void print_constant(const ent_switch_t *result, FILE *stream) {
    const ent_crossing_point_t *point = &result->crossings->points[0];
    char factor[FACTOR_SIZE], mean[ENT_NUMBER_SIZE], error[ENT_NUMBER_SIZE];
    fprintf(stream, "  The difference does not depend on %s: ",
            ent_switch_factor(result, factor, sizeof factor));
    if (point->mean == 0 && point->standard_error == 0) {
        fputs("there is none at any value, in any member.\n", stream);
    } else {
        fprintf(stream, "it is %s (standard error %s) at all values.\n",
                ent_number_brief(point->mean, mean),
                ent_number_brief(point->standard_error, error));
    }
}

void ent_switch_screen(const ent_switch_t *result, FILE *stream) {
    const ent_crossings_t *crossings = result->crossings;
    print_heading(result, stream);
    if (crossings->undefined == result->points) {
        fprintf(stream, "  It is undefined: at no value has a member %s in both scenarios.\n",
                result->metric.name);
    } else if (crossings->constant) {
        print_constant(result, stream);
    } else {
        for (size_t i = 0; i < crossings->count; i++) {
            print_item(result, &crossings->items[i], stream);
        }
        print_range(result, stream);
    }
    if (crossings->undefined > 0 && crossings->undefined < result->points) {
        fprintf(stream, "  It is undefined at %zu of %zu values of the scan.\n",
                crossings->undefined, result->points);
    }
    fprintf(stream,
            "\n  In brackets the values whose difference these members cannot tell from 0: more "
            "members\n  shrink that interval. What turns twice between two values of the scan is "
            "not seen.\n\n  " ENT_NOTE ".\n");
}
