#include "support/files.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *must(void *memory) {
    if (memory == NULL) {
        perror("test support");
        abort();
    }
    return memory;
}

char *support_path(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = must(malloc(size));
    (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

char *support_folder(void) {
    const char *base = getenv("TMPDIR");
    char *folder = support_path(base != NULL ? base : "/tmp", "entente-test-XXXXXX");
    return must(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk) {
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void support_remove(char *folder) {
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *support_write_bytes(const char *folder, const char *name, const void *bytes, size_t size) {
    char *path = support_path(folder, name);
    FILE *file = must(fopen(path, "wb"));
    if (fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        abort();
    }
    return path;
}

char *support_write(const char *folder, const char *name, const char *text) {
    return support_write_bytes(folder, name, text, strlen(text));
}

char *support_read(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    size_t size = 0, room = 4096;
    char *text = must(malloc(room + 1));
    for (size_t got = fread(text, 1, room, file); got > 0;
         got = fread(text + size, 1, room - size, file)) {
        size += got;
        if (size == room) {
            room *= 2;
            text = must(realloc(text, room + 1));
        }
    }
    text[size] = '\0';
    (void)fclose(file);
    return text;
}
