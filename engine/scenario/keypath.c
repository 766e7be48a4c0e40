#include "scenario/keypath.h"

#include <stdio.h>
#include <string.h>

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

ent_keypath_t ent_keypath_next(const char **rest) {
    ent_keypath_t part;
    size_t length = strcspn(*rest, ".");
    size_t kept = length < sizeof part.text ? length : sizeof part.text - 1;
    memcpy(part.text, *rest, kept);
    part.text[kept] = '\0';
    *rest += length + ((*rest)[length] == '.');
    return part;
}
