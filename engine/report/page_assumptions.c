/* What stands behind the numbers: how many are evidence, and which of them scenarios change. */
#include "report/changes.h"
#include "report/page_parts.h"
#include "scenario/tags.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* As many as the key table may come to have. */
enum { MOST_KINDS = 200 };

static void put_counts(ent_parts_t *parts) {
    static const ent_tag_t tags[] = {ENT_TAG_EVIDENCE, ENT_TAG_JUDGEMENT, ENT_TAG_DEEP_UNCERTAINTY};
    ent_tag_counts_t counts;
    size_t total = 0;
    ent_tags_count(parts->comparison->items[0].run.scenario, &counts);
    json_t *list = ent_put_list(&parts->values, parts->values.root, "tag_counts");
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        json_t *row = ent_put_row(&parts->values, list);
        ent_put_flag(&parts->values, row, "later", i > 0);
        ent_put_text(&parts->values, row, "tag", ent_tag_name(tags[i]));
        ent_put_flag(&parts->values, row, "deep", tags[i] == ENT_TAG_DEEP_UNCERTAINTY);
        ent_put_print(&parts->values, row, "number_count", "%zu", counts.numbers[tags[i]]);
        total += counts.numbers[tags[i]];
    }
    ent_put_print(&parts->values, parts->values.root, "number_total", "%zu", total);
}

/* Whether the change was put before: the same key, or the same element. */
static bool is_put(const ent_parts_t *parts, size_t scenario, size_t change) {
    const ent_difference_t *item = &parts->comparison->items[scenario].changes.items[change];
    for (size_t s = 1; s <= scenario; s++) {
        const ent_differences_t *changes = &parts->comparison->items[s].changes;
        for (size_t i = 0; i < (s < scenario ? changes->count : change); i++) {
            const ent_difference_t *other = &changes->items[i];
            if (item->key != NULL ? other->key == item->key
                                  : other->key == NULL && strcmp(other->path, item->path) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void put_key(ent_values_t *values, json_t *row, const ent_difference_t *item) {
    const ent_key_t *key = item->key;
    bool tagged = key->tag != ENT_TAG_NONE;
    ent_put_text(values, row, "about", key->help != NULL ? key->help : "");
    ent_put_text(values, row, "basis", tagged ? ent_tag_name(key->tag) : "a choice");
    ent_put_flag(values, row, "deep", key->tag == ENT_TAG_DEEP_UNCERTAINTY);
    ent_put_text(values, row, "source", tagged && key->source != NULL ? key->source : "");
}

/* The weakest tag among counted numbers; ENT_TAG_NONE where there are none. */
static ent_tag_t weakest(const ent_tag_counts_t *counts) {
    int tag = ENT_TAG_DEEP_UNCERTAINTY;
    while (tag > ENT_TAG_NONE && counts->numbers[tag] == 0) {
        tag--;
    }
    return (ent_tag_t)tag;
}

/* "numbers: 6 judgement, 8 deep uncertainty"; "" where there are none. */
static void put_numbers(ent_values_t *values, json_t *row, const ent_tag_counts_t *counts) {
    char text[128] = "";
    for (int tag = ENT_TAG_EVIDENCE; tag <= ENT_TAG_DEEP_UNCERTAINTY; tag++) {
        size_t used = strlen(text);
        if (counts->numbers[tag] > 0) {
            (void)snprintf(text + used, sizeof text - used, "%s%zu %s",
                           used > 0 ? ", " : "numbers: ", counts->numbers[tag],
                           ent_tag_name((ent_tag_t)tag));
        }
    }
    ent_put_text(values, row, "source", text);
}

/* An element that only one side declares: what its numbers rest on. */
static void put_element(ent_parts_t *parts, json_t *row, size_t scenario,
                        const ent_difference_t *item) {
    ent_tag_counts_t counts;
    size_t side = item->value != NULL ? scenario : 0;
    bool found =
        ent_tags_count_element(parts->comparison->items[side].run.scenario, item->path, &counts);
    ent_tag_t tag = weakest(&counts);
    ent_put_text(&parts->values, row, "about",
                 item->value != NULL ? "declared by the scenario" : "taken away by the scenario");
    ent_put_text(&parts->values, row, "basis",
                 !found                ? "see its keys"
                 : tag == ENT_TAG_NONE ? "a choice"
                                       : ent_tag_name(tag));
    ent_put_flag(&parts->values, row, "deep", tag == ENT_TAG_DEEP_UNCERTAINTY);
    put_numbers(&parts->values, row, &counts);
}

/* The kinds of number of a scenario that are deep uncertainty, each once. */
typedef struct {
    ent_values_t *values;
    json_t *list;
    const ent_key_t *put[MOST_KINDS];
    size_t count;
} kinds_t;

static void put_kind(void *user, ent_scope_t scope, const ent_key_t *key, size_t numbers) {
    kinds_t *kinds = user;
    bool known = key->tag != ENT_TAG_DEEP_UNCERTAINTY || numbers == 0;
    for (size_t i = 0; i < kinds->count; i++) {
        known = known || kinds->put[i] == key;
    }
    if (known || kinds->count == MOST_KINDS) {
        return;
    }
    kinds->put[kinds->count++] = key;
    json_t *row = ent_put_row(kinds->values, kinds->list);
    ent_put_print(kinds->values, row, "path", "%s%s", ent_scope_prefix(scope), key->path);
    ent_put_text(kinds->values, row, "about", key->help != NULL ? key->help : "");
    ent_put_text(kinds->values, row, "source", key->source != NULL ? key->source : "");
}

void ent_page_put_assumptions(ent_parts_t *parts) {
    put_counts(parts);
    kinds_t kinds = {.values = &parts->values,
                     .list = ent_put_list(&parts->values, parts->values.root, "deep_kinds")};
    if (parts->comparison->count == 1) { /* a comparison shows what it changes */
        ent_tags_visit(parts->comparison->items[0].run.scenario, put_kind, &kinds);
    }
    json_t *list = ent_put_list(&parts->values, parts->values.root, "changed_keys");
    size_t deep = 0;
    for (size_t s = 1; s < parts->comparison->count; s++) {
        const ent_differences_t *changes = &parts->comparison->items[s].changes;
        for (size_t i = 0; i < changes->count; i++) {
            const ent_difference_t *item = &changes->items[i];
            if (ent_change_is_prose(item) || is_put(parts, s, i)) {
                continue;
            }
            json_t *row = ent_put_row(&parts->values, list);
            ent_put_text(&parts->values, row, "path", item->path);
            if (item->key != NULL) {
                put_key(&parts->values, row, item);
            } else {
                put_element(parts, row, s, item);
            }
            deep += json_is_true(json_object_get(row, "deep"));
        }
    }
    ent_put_flag(&parts->values, parts->values.root, "has_changed_keys", json_array_size(list) > 0);
    ent_put_print(&parts->values, parts->values.root, "changed_count", "%zu",
                  json_array_size(list));
    ent_put_print(&parts->values, parts->values.root, "changed_deep", "%zu", deep);
    ent_put_flag(&parts->values, parts->values.root, "one_changed", json_array_size(list) == 1);
    ent_put_flag(&parts->values, parts->values.root, "one_deep", deep == 1);
}
