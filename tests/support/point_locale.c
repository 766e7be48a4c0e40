#include "support/point_locale.h"

#include "support/files.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The file LC_NUMERIC of a locale as glibc compiles it (locale/categories.def and
 * locale/loadlocale.c): a magic number, the count of entries, where each begins, and the entries:
 * decimal point, thousands separator, grouping, both signs as wide characters, the charset.
 */
static size_t build_numeric(const char *point, unsigned char *file) {
    enum { ENTRIES = 6, HEADER = (ENTRIES + 2) * 4 };
    const uint32_t magic = 0x20031114; /* 0x20031115 with the category's number, 1, folded in */
    size_t length = strlen(point) + 1;
    uint32_t wide = (uint32_t)(HEADER + length + 2 + 3) / 4 * 4;
    uint32_t header[ENTRIES + 2] = {
        magic, ENTRIES,  HEADER,  (uint32_t)(HEADER + length), (uint32_t)(HEADER + length + 1),
        wide,  wide + 4, wide + 8};
    uint32_t signs[] = {',', 0};
    memcpy(file, header, sizeof header);
    memcpy(file + HEADER, point, length);
    memcpy(file + wide, signs, sizeof signs);
    memcpy(file + wide + 8, "UTF-8", 6);
    return wide + 8 + 6;
}

locale_t support_point_locale(const char *point) {
    unsigned char file[128] = {0};
    size_t size = build_numeric(point, file);
    char *folder = support_folder(), *name = support_path(folder, "entente_test");
    (void)mkdir(name, 0777);
    char *path = support_write_bytes(name, "LC_NUMERIC", file, size);
    (void)setenv("LOCPATH", folder, 1);
    locale_t made = (locale_t)0;
    if (setlocale(LC_NUMERIC, "entente_test") != NULL) { /* newlocale() would leak the path */
        made = duplocale(LC_GLOBAL_LOCALE);
        (void)setlocale(LC_NUMERIC, "C");
    }
    (void)unsetenv("LOCPATH");
    free(path);
    free(name);
    support_remove(folder);
    return made;
}
