/* The meeting record of institutions: whether they met, stood, were suspended. */
#include "base/name.h"
#include "base/number.h"
#include "report/page_parts.h"

#include <stdio.h>
#include <string.h>

enum { CELLS = 4, CELL_SIZE = 40, NAMES_SIZE = 2048 };

static const char *const metric_names[CELLS] = {"years_active", "meetings_held", "longest_gap",
                                                "suspensions"};
static const char *const cell_names[CELLS] = {"years", "held", "gap", "suspensions"};

/* What a scenario says of an institution. */
typedef struct {
    bool declared, stood;
    char cells[CELLS][CELL_SIZE];
} record_t;

typedef struct {
    record_t of[ENT_PAGE_SCENARIOS]; /* [scenario] */
    size_t count;
} records_t;

static size_t find_institution(const ent_scenario_t *scenario, const char *name) {
    size_t i = 0;
    while (i < scenario->institution_count && strcmp(scenario->institutions[i].name, name) != 0) {
        i++;
    }
    return i;
}

static size_t find_metric(const ent_metrics_t *metrics, const char *name, size_t institution) {
    size_t i = 0;
    while (strcmp(metrics->items[i].row->name, name) != 0 ||
           metrics->items[i].index != institution) {
        i++;
    }
    return i;
}

static record_t read_record(const ent_run_t *run, const char *name) {
    record_t record = {.declared = false};
    size_t institution = find_institution(run->scenario, name);
    if (institution == run->scenario->institution_count) {
        return record;
    }
    record.declared = true;
    for (size_t i = 0; i < CELLS; i++) {
        char number[ENT_NUMBER_SIZE];
        size_t metric = find_metric(run->metrics, metric_names[i], institution);
        double mean = ent_distribution_mean(ent_gathered_metric(run->gathered, metric));
        bool share = strcmp(run->metrics->items[metric].row->unit, "share") == 0;
        record.stood = record.stood || (i == 0 && mean > 0);
        (void)ent_number_plain(share ? 100 * mean : mean, number);
        bool percent = share && strcmp(number, "–") != 0;
        (void)snprintf(record.cells[i], CELL_SIZE, "%s%s", number, percent ? " %" : "");
    }
    return record;
}

/* Whether two scenarios tell the same of the institution. */
static bool are_same(const record_t *a, const record_t *b) {
    bool same = a->declared == b->declared;
    for (size_t i = 0; i < CELLS && same; i++) {
        same = strcmp(a->cells[i], b->cells[i]) == 0;
    }
    return same;
}

/* The scenarios that tell the same as this one: "A; B", or all of them. */
static void name_scenarios(const ent_parts_t *parts, const records_t *records, size_t scenario,
                           char names[NAMES_SIZE]) {
    size_t used = 0, alike = 0;
    names[0] = '\0';
    for (size_t s = 0; s < records->count; s++) {
        if (are_same(&records->of[s], &records->of[scenario])) {
            const char *title = ent_page_title(parts, s);
            int length = snprintf(names + used, NAMES_SIZE - used, "%s%.*s",
                                  alike++ > 0 ? "; " : "", (int)ent_text_fit(title, 200), title);
            used += (size_t)length;
        }
    }
    if (alike == records->count && alike > 1) {
        (void)snprintf(names, NAMES_SIZE, "every scenario");
    }
}

static void put_records(ent_parts_t *parts, json_t *row, const records_t *records) {
    json_t *list = ent_put_list(&parts->values, row, "records");
    for (size_t s = 0; s < records->count; s++) {
        bool told = !records->of[s].declared;
        for (size_t t = 0; t < s; t++) {
            told = told || are_same(&records->of[t], &records->of[s]);
        }
        if (told) {
            continue;
        }
        char names[NAMES_SIZE];
        json_t *record = ent_put_row(&parts->values, list);
        name_scenarios(parts, records, s, names);
        ent_put_text(&parts->values, record, "in_scenarios", names);
        for (size_t i = 0; i < CELLS; i++) {
            ent_put_text(&parts->values, record, cell_names[i], records->of[s].cells[i]);
        }
    }
}

static void put_institution(ent_parts_t *parts, json_t *list, json_t *never,
                            const ent_institution_t *institution) {
    records_t records = {.count = parts->comparison->count};
    bool stood = false;
    for (size_t s = 0; s < records.count; s++) {
        records.of[s] = read_record(&parts->comparison->items[s].run, institution->name);
        stood = stood || records.of[s].stood;
    }
    json_t *row = ent_put_row(&parts->values, stood ? list : never);
    ent_put_text(&parts->values, row, "name", institution->title);
    ent_put_flag(&parts->values, row, "later", json_array_size(stood ? list : never) > 1);
    if (stood) {
        put_records(parts, row, &records);
    }
}

void ent_page_put_institutions(ent_parts_t *parts) {
    json_t *list = ent_put_list(&parts->values, parts->values.root, "institutions");
    json_t *never = ent_put_list(&parts->values, parts->values.root, "never_stood");
    for (size_t s = 0; s < parts->comparison->count; s++) {
        const ent_scenario_t *scenario = parts->comparison->items[s].run.scenario;
        for (size_t i = 0; i < scenario->institution_count; i++) {
            bool told = false;
            for (size_t t = 0; t < s; t++) {
                const ent_scenario_t *earlier = parts->comparison->items[t].run.scenario;
                told = told || find_institution(earlier, scenario->institutions[i].name) <
                                   earlier->institution_count;
            }
            if (!told) {
                put_institution(parts, list, never, &scenario->institutions[i]);
            }
        }
    }
    ent_put_flag(&parts->values, parts->values.root, "has_institutions", json_array_size(list) > 0);
    ent_put_flag(&parts->values, parts->values.root, "has_never_stood", json_array_size(never) > 0);
}
