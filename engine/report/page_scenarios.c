#include "report/changes.h"
#include "report/page_parts.h"

#include <string.h>

const char *ent_page_title(const ent_parts_t *parts, size_t scenario) {
    return parts->comparison->items[scenario].run.scenario->title;
}

const char *ent_page_date(const ent_scenario_t *scenario, size_t instant,
                          char text[ENT_DATE_SIZE]) {
    ent_instant_date(scenario, (double)instant, text);
    if (scenario->step != ENT_STEP_WEEK && scenario->start.day == 1) {
        text[sizeof "YYYY-MM" - 1] = '\0';
    }
    return text;
}

static void put_heading(ent_parts_t *parts) {
    ent_values_t *values = &parts->values;
    const ent_run_t *control = &parts->comparison->items[0].run;
    size_t others = parts->comparison->count - 1;
    char date[ENT_DATE_SIZE];
    ent_put_text(values, values->root, "title", control->scenario->title);
    ent_put_flag(values, values->root, "compares", others > 0);
    ent_put_flag(values, values->root, "compares_two", others == 1);
    ent_put_text(values, values->root, "other", ent_page_title(parts, others));
    ent_put_print(values, values->root, "others", "%zu", others);
    ent_put_text(values, values->root, "start", ent_page_date(control->scenario, 0, date));
    ent_put_text(values, values->root, "end",
                 ent_page_date(control->scenario, control->plan->steps, date));
}

/* Of a comparison, the others' questions; what the control asks is what they are held against. */
static void put_questions(ent_parts_t *parts) {
    const ent_comparison_t *comparison = parts->comparison;
    json_t *list = ent_put_list(&parts->values, parts->values.root, "questions");
    size_t first = comparison->count > 1;
    for (size_t s = first; s < comparison->count; s++) {
        const ent_scenario_t *scenario = comparison->items[s].run.scenario;
        if (scenario->question[0] != '\0') {
            json_t *row = ent_put_row(&parts->values, list);
            ent_put_flag(&parts->values, row, "of_several", comparison->count > 2);
            ent_put_text(&parts->values, row, "asked_by", scenario->title);
            ent_put_text(&parts->values, row, "question", scenario->question);
        }
    }
}

static void put_change(ent_values_t *values, json_t *list, const ent_difference_t *item) {
    json_t *row = ent_put_row(values, list);
    const char *tag = item->key != NULL ? ent_tag_name(item->key->tag) : "see Assumptions";
    ent_put_text(values, row, "path", item->path);
    ent_put_text(values, row, "before", ent_change_value(item, item->control, "(none)"));
    ent_put_text(values, row, "after", ent_change_value(item, item->value, "(none)"));
    ent_put_maybe(values, row, "tag", tag);
    ent_put_flag(values, row, "deep", strcmp(tag, ent_tag_name(ENT_TAG_DEEP_UNCERTAINTY)) == 0);
}

static void put_changes(ent_values_t *values, json_t *row, const ent_differences_t *changes) {
    json_t *list = ent_put_list(values, row, "changes");
    for (size_t i = 0; i < changes->count; i++) {
        if (!ent_change_is_prose(&changes->items[i])) {
            put_change(values, list, &changes->items[i]);
        }
    }
    ent_put_flag(values, row, "has_changes", json_array_size(list) > 0);
    ent_put_print(values, row, "change_count", "%zu", json_array_size(list));
    ent_put_flag(values, row, "one_change", json_array_size(list) == 1);
}

void ent_page_put_scenarios(ent_parts_t *parts) {
    ent_values_t *values = &parts->values;
    const ent_key_t *evidence = ent_key_find(ENT_SCOPE_SCENARIO, "evidence");
    put_heading(parts);
    put_questions(parts);
    json_t *list = ent_put_list(values, values->root, "scenarios");
    for (size_t s = 0; s < parts->comparison->count; s++) {
        const ent_compared_t *compared = &parts->comparison->items[s];
        const ent_scenario_t *scenario = compared->run.scenario;
        json_t *row = ent_put_row(values, list);
        ent_put_text(values, row, "name", scenario->title);
        ent_put_flag(values, row, "is_control", s == 0 && parts->comparison->count > 1);
        ent_put_flag(values, row, "is_other", s > 0);
        ent_put_maybe(values, row, "description", scenario->description);
        ent_put_maybe(values, row, "asks", scenario->question);
        ent_put_text(values, row, "basis", ent_key_choice(evidence, (int)scenario->basis));
        ent_put_flag(values, row, "basis_deep", scenario->basis == ENT_BASIS_DEEP_UNCERTAINTY);
        ent_put_maybe(values, row, "claims", scenario->claims);
        ent_put_maybe(values, row, "sources", scenario->sources);
        ent_put_text(values, row, "file", scenario->file_count > 0 ? scenario->files[0] : "-");
        put_changes(values, row, &compared->changes);
    }
}
