#include "support/script.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *support_script(const ent_figure_data_t *data) {
    char *script = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&script, &length);
    assert_non_null(stream);
    assert_int_equal(ent_figure_data_check(data), ENT_OK);
    ent_figure_data_script(data, stream);
    assert_int_equal(fclose(stream), 0);
    return script;
}

/* What stands behind "NAME = " at the beginning of a line. */
static const char *find_value(const char *script, const char *name) {
    char key[64];
    (void)snprintf(key, sizeof key, "%s = ", name);
    for (const char *line = script; *line != '\0'; line = strchr(line, '\n') + 1) {
        if (strncmp(line, key, strlen(key)) == 0) {
            return line + strlen(key);
        }
    }
    print_error("the script does not set %s\n", name);
    fail();
    return script;
}

double support_script_number(const char *script, const char *name) {
    char *end = NULL;
    double value = strtod(find_value(script, name), &end);
    assert_int_equal(*end, '\n');
    return value;
}

void support_assert_script_text(const char *script, const char *name, const char *expected) {
    char found[512];
    const char *value = find_value(script, name);
    (void)snprintf(found, sizeof found, "%.*s", (int)strcspn(value, "\n"), value);
    assert_string_equal(found, expected);
}
