#include "report/switch.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static const char *kind_name(ent_crossing_kind_t kind) {
    static const char *const names[] = {[ENT_CROSSING_ROOT] = "root",
                                        [ENT_CROSSING_JUMP] = "jump",
                                        [ENT_CROSSING_FLAT] = "flat",
                                        [ENT_CROSSING_TOUCH] = "touch",
                                        [ENT_CROSSING_GAP] = "gap"};
    return names[kind];
}

static const char *sign_name(int sign) {
    return sign < 0 ? "negative" : sign > 0 ? "positive" : "";
}

static void put_numbers(const double *values, size_t count, ent_writer_t *writer) {
    for (size_t i = 0; i < count; i++) {
        ent_writer_text(writer, ",");
        ent_writer_number(writer, values[i]);
    }
}

const char *ent_switch_factor(const ent_switch_t *result, char *text, size_t size) {
    size_t used = 0;
    const size_t dots = sizeof ", ...";
    text[0] = '\0';
    for (size_t i = 0; i < result->path_count; i++) {
        size_t needed = strlen(result->paths[i]) + 2;
        if (used + needed + (i + 1 < result->path_count ? dots : 0) > size) {
            (void)snprintf(text + used, size - used, "%s...", i > 0 ? ", " : "");
            break;
        }
        used +=
            (size_t)snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", result->paths[i]);
    }
    return text;
}

/*
 * Rounding to a hundredth of the range's power of ten, and to two figures of the number, but no
 * finer than it was searched.
 */
const char *ent_switch_value(const ent_switch_t *result, double value,
                             char text[ENT_SWITCH_VALUE_SIZE]) {
    const double of_range = 2, searched = 6, most = 15;
    double range = floor(log10(result->high - result->low));
    double size = value != 0 ? floor(log10(fabs(value))) : range;
    double decimals = fmin(fmax(of_range - range, 1 - size), searched - range);
    if (decimals <= most) {
        double power = pow(10, fmax(decimals, 0)), scaled = value * power;
        value = isfinite(scaled) ? round(scaled) / power + 0.0 : value;
    }
    return ent_number_format(value, text);
}

/* Paths with a blank between them: none has one itself. */
static void put_factor(const ent_switch_t *result, ent_writer_t *writer) {
    for (size_t i = 0; i < result->path_count; i++) {
        ent_writer_text(writer, i > 0 ? " " : "");
        ent_csv_field(writer, result->paths[i]);
    }
}

void ent_switch_table(const ent_switch_t *result, ent_writer_t *writer) {
    const ent_metric_row_t *row = result->metric.row;
    ent_writer_text(writer, "metric,unit,better,factor,kind,value,from,to,before,after,level,low,"
                            "high,low_open,high_open\n");
    for (size_t i = 0; i < result->crossings->count; i++) {
        const ent_crossing_t *item = &result->crossings->items[i];
        const double place[] = {item->value, item->from, item->to};
        const double interval[] = {result->level, item->low, item->high};
        ent_writer_print(writer, "%s,%s,%s,", result->metric.name, row->unit,
                         ent_better_word(row->better));
        put_factor(result, writer);
        ent_writer_print(writer, ",%s", kind_name(item->kind));
        put_numbers(place, sizeof place / sizeof place[0], writer);
        ent_writer_print(writer, ",%s,%s", sign_name(item->before), sign_name(item->after));
        put_numbers(interval, sizeof interval / sizeof interval[0], writer);
        ent_writer_print(writer, ",%s,%s\n", item->low_open ? "yes" : "no",
                         item->high_open ? "yes" : "no");
    }
}

void ent_switch_scan_table(const ent_switch_t *result, ent_writer_t *writer) {
    ent_writer_text(writer, "value,difference,standard_error,low,high,stage\n");
    for (size_t i = 0; i < result->crossings->point_count; i++) {
        const ent_crossing_point_t *point = &result->crossings->points[i];
        double half = result->z * point->standard_error;
        const double rest[] = {point->mean, point->standard_error, point->mean - half,
                               point->mean + half};
        ent_writer_number(writer, point->x);
        put_numbers(rest, sizeof rest / sizeof rest[0], writer);
        ent_writer_print(writer, ",%s\n", point->scanned ? "scan" : "search");
    }
}

static ent_err_t write_file(const ent_switch_t *result, const char *name,
                            void (*table)(const ent_switch_t *, ent_writer_t *),
                            ent_output_t *output) {
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(output, name, &writer);
    if (error == ENT_OK) {
        table(result, &writer);
        error = ent_output_finish(output, name, &writer);
    }
    return error;
}

ent_err_t ent_switch_write(const ent_switch_t *result, ent_output_t *output) {
    ent_err_t error = write_file(result, "switch.csv", ent_switch_table, output);
    return error == ENT_OK ? write_file(result, "scan.csv", ent_switch_scan_table, output) : error;
}
