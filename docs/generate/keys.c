/* The key table as Markdown tables and as mdoc lists. */
#include "scenario/keys.h"
#include "base/number.h"
#include "generate/blocks.h"
#include "generate/escape.h"
#include "scenario/fill.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { TEXT_SIZE = 400 };

static bool is_number(const ent_key_t *key) {
    return key->type == ENT_KEY_REAL || key->type == ENT_KEY_INTEGER ||
           key->type == ENT_KEY_WHOLE || key->type == ENT_KEY_MAP || key->type == ENT_KEY_VALUES;
}

/* A number, as a fraction where that is shorter: 1/12. */
static const char *brief(double value, char text[ENT_NUMBER_SIZE]) {
    enum { LONG = 8 };
    (void)ent_number_format(value, text);
    double inverse = round(1 / value);
    if (strlen(text) > LONG && fabs(inverse * value - 1) < 1e-12) {
        (void)snprintf(text, ENT_NUMBER_SIZE, "1/%.0f", inverse);
    }
    return text;
}

static void describe_range(const ent_key_t *key, char text[TEXT_SIZE]) {
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE], expected[ENT_EXPECTED_SIZE];
    text[0] = '\0';
    if (key->type == ENT_KEY_WHOLE) {
        (void)snprintf(text, TEXT_SIZE, "%.0f to %" PRId64, key->low, ent_key_greatest(key));
    } else if (is_number(key)) {
        (void)snprintf(text, TEXT_SIZE, key->above_low ? "above %s, to %s" : "%s to %s",
                       brief(key->low, low), brief(key->high, high));
    } else if (key->type == ENT_KEY_CHOICE) {
        const char *words = ent_key_expected(key, expected);
        (void)snprintf(text, TEXT_SIZE, "%s", words + strcspn(words, "\""));
    } else if (key->type == ENT_KEY_REFER) {
        (void)snprintf(text, TEXT_SIZE, "a name of `%s`", key->refers);
    } else if (key->type == ENT_KEY_LIST && key->least == key->most) {
        (void)snprintf(text, TEXT_SIZE, "%zu elements", key->most);
    } else if (key->type == ENT_KEY_LIST) {
        (void)snprintf(text, TEXT_SIZE, "%zu to %zu elements", key->least, key->most);
    } else if (key->type == ENT_KEY_WORDS) {
        (void)snprintf(text, TEXT_SIZE, "up to %zu", key->most);
    }
}

/* "required", the default, or when it is needed. */
static void describe_default(const ent_key_t *key, char text[TEXT_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    if (key->need == ENT_NEED_REQUIRED) {
        (void)snprintf(text, TEXT_SIZE, "required");
    } else if (key->need == ENT_NEED_IF_USED) {
        (void)snprintf(text, TEXT_SIZE, "required if: %s", key->fallback_text);
    } else if (key->fallback_text != NULL) {
        (void)snprintf(text, TEXT_SIZE, "%s", key->fallback_text);
    } else if (key->type == ENT_KEY_BOOLEAN) {
        (void)snprintf(text, TEXT_SIZE, key->fallback != 0 ? "true" : "false");
    } else {
        (void)snprintf(text, TEXT_SIZE, "%s", brief(key->fallback, number));
    }
}

static void describe_type(const ent_key_t *key, char text[TEXT_SIZE]) {
    (void)snprintf(text, TEXT_SIZE, key->type == ENT_KEY_MAP ? "%s by `%s`" : "%s",
                   ent_key_type_name(key), key->refers);
}

/* ---- Markdown ----------------------------------------------------------------------------------
 */

static void cell(FILE *out, const char *text) {
    fputs(" ", out);
    doc_markdown_cell(out, text);
    fputs(text[0] != '\0' ? " |" : "|", out);
}

static void path_cell(FILE *out, const ent_key_t *key) {
    fputs("| ", out);
    doc_markdown_code(out, key->path);
    fputs(" |", out);
}

static void key_row(FILE *out, const ent_key_t *key) {
    char text[TEXT_SIZE];
    path_cell(out, key);
    cell(out, key->help);
    describe_type(key, text);
    cell(out, text);
    cell(out, key->unit);
    describe_range(key, text);
    cell(out, text);
    describe_default(key, text);
    cell(out, text);
    cell(out, key->at_start && is_number(key) ? "yes" : "");
    cell(out, ent_tag_name(key->tag));
    cell(out, key->source != NULL ? key->source : "");
    fputs("\n", out);
}

void doc_keys_markdown(FILE *out, int scope) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
    const char *prefix = ent_scope_prefix((ent_scope_t)scope);
    if (prefix[0] != '\0') {
        fprintf(out, "Paths begin with `%s`\n\n", prefix);
    }
    fputs("| key | meaning | type | unit | range | default | start only | evidence | source |\n"
          "|---|---|---|---|---|---|---|---|---|\n",
          out);
    for (size_t i = 0; i < count; i++) {
        key_row(out, &keys[i]);
    }
}

static void parameter_row(FILE *out, ent_scope_t scope, const ent_key_t *key) {
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%s%s", ent_scope_prefix(scope), key->path);
    fputs("| ", out);
    doc_markdown_code(out, text);
    fputs(" |", out);
    cell(out, key->unit);
    describe_range(key, text);
    cell(out, text);
    describe_default(key, text);
    cell(out, text);
    cell(out, ent_tag_name(key->tag));
    cell(out, key->source != NULL ? key->source : "");
    fputs("\n", out);
}

void doc_parameters_markdown(FILE *out, int unused) {
    (void)unused;
    fputs("| parameter | unit | range | default | evidence | source |\n|---|---|---|---|---|---|\n",
          out);
    for (int scope = 0; scope < ENT_SCENARIO_SCOPES; scope++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
        for (size_t i = 0; i < count; i++) {
            if (is_number(&keys[i]) && keys[i].type != ENT_KEY_INTEGER) {
                parameter_row(out, (ent_scope_t)scope, &keys[i]);
            }
        }
    }
}

/* ---- mdoc
 * ---------------------------------------------------------------------------------------- */

static void write_item(FILE *out, const ent_key_t *key) {
    char text[2 * TEXT_SIZE], part[TEXT_SIZE];
    fputs(".It Ic", out);
    doc_mdoc_argument(out, key->path);
    fputs("\n", out);
    (void)snprintf(text, sizeof text, "%s.", key->help);
    text[0] = (char)(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    doc_mdoc_text(out, text);
    describe_type(key, part);
    int length = snprintf(text, sizeof text, "(%s", part);
    describe_range(key, part);
    length += snprintf(text + length, sizeof text - (size_t)length, "%s%s",
                       part[0] != '\0' ? ", " : "", part);
    length += snprintf(text + length, sizeof text - (size_t)length, "%s%s",
                       key->unit[0] != '\0' ? "; unit: " : "", key->unit);
    describe_default(key, part);
    (void)snprintf(text + length, sizeof text - (size_t)length, "; %s%s)",
                   key->need == ENT_NEED_DEFAULT ? "default: " : "", part);
    doc_mdoc_text(out, text);
}

void doc_keys_mdoc(FILE *out, int scope) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
    fputs(".Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < count; i++) {
        write_item(out, &keys[i]);
    }
    fputs(".El\n", out);
}
