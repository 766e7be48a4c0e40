#include "scenario/keypath.h"

#include "base/name.h"

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

ent_keypath_t ent_keypath_element(const char *base, const char *name, size_t position) {
    return name != NULL && ent_name_valid(name) ? ent_keypath(base, name)
                                                : ent_keypath_at(base, position);
}

bool ent_keypath_whole(const char *path) {
    size_t length = strlen(path);
    return length > 0 && path[0] != '.' && path[length - 1] != '.' && strstr(path, "..") == NULL;
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
