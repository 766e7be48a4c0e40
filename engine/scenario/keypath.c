#include "scenario/keypath.h"

#include <stdio.h>

ent_keypath_t ent_keypath(const char *base, const char *part) {
    ent_keypath_t path;
    int length =
        snprintf(path.text, sizeof path.text, "%s%s%s", base, base[0] != '\0' ? "." : "", part);
    if (length < 0) {
        path.text[0] = '\0';
    }
    return path;
}

ent_keypath_t ent_keypath_at(const char *base, size_t position) {
    ent_keypath_t path;
    int length = snprintf(path.text, sizeof path.text, "%s[%zu]", base, position);
    if (length < 0) {
        path.text[0] = '\0';
    }
    return path;
}
