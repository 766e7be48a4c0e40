#include "base/diag.h"

#include "base/name.h"

#include <stdarg.h>
#include <string.h>

void ent_diags_init(ent_diags_t *diags) {
    diags->count = 0;
    diags->errors = 0;
}

/* Copies the end of a long text rather than its beginning: of a path, the file's name matters. */
static void copy_tail(char *target, size_t size, const char *source) {
    size_t length = strlen(source);
    if (length < size) {
        memcpy(target, source, length + 1);
        return;
    }
    const size_t dots = 3;
    memcpy(target, "...", dots);
    memcpy(target + dots, source + (length - (size - 1 - dots)), size - dots);
}

static void append(ent_diags_t *diags, ent_severity_level_t level, ent_place_t place,
                   const char *key, const char *format, va_list arguments) {
    if (level == ENT_SEVERITY_ERROR) {
        diags->errors++;
    }
    if (diags->count++ >= ENT_DIAG_KEPT) {
        return;
    }
    ent_diag_t *diag = &diags->kept[diags->count - 1];
    diag->level = level;
    diag->line = place.line;
    copy_tail(diag->file, sizeof diag->file, place.file != NULL ? place.file : "");
    copy_tail(diag->key, sizeof diag->key, key);
    (void)vsnprintf(diag->text, sizeof diag->text, format, arguments);
    ent_text_mask(diag->file); /* a cut character, or what would command the terminal */
    ent_text_mask(diag->key);
    ent_text_mask(diag->text);
}

void ent_diag_error(ent_diags_t *diags, ent_place_t place, const char *key, const char *format,
                    ...) {
    va_list arguments;
    va_start(arguments, format);
    append(diags, ENT_SEVERITY_ERROR, place, key, format, arguments);
    va_end(arguments);
}

void ent_diag_warning(ent_diags_t *diags, ent_place_t place, const char *key, const char *format,
                      ...) {
    va_list arguments;
    va_start(arguments, format);
    append(diags, ENT_SEVERITY_WARNING, place, key, format, arguments);
    va_end(arguments);
}

void ent_diags_print(const ent_diags_t *diags, FILE *stream) {
    size_t kept = diags->count < ENT_DIAG_KEPT ? diags->count : ENT_DIAG_KEPT;
    for (size_t i = 0; i < kept; i++) {
        const ent_diag_t *diag = &diags->kept[i];
        fprintf(stream, "%s:%d: %s%s%s%s\n", diag->file, diag->line,
                diag->level == ENT_SEVERITY_WARNING ? "warning: " : "", diag->key,
                diag->key[0] != '\0' ? ": " : "", diag->text);
    }
    if (diags->count > kept) {
        fprintf(stream, "... and %zu more problems\n", diags->count - kept);
    }
}
