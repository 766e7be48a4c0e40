/* Files and folders that live as long as a test. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

#include <stddef.h>

/* A new empty folder under TMPDIR or /tmp; the caller frees the path and removes the folder. */
char *support_folder(void);

/* Removes a folder with everything in it, and frees its path. */
void support_remove(char *folder);

/* folder/name; the caller's to free. */
char *support_path(const char *folder, const char *name);

/* Writes a file, and returns its path, the caller's to free. */
char *support_write(const char *folder, const char *name, const char *text);
char *support_write_bytes(const char *folder, const char *name, const void *bytes, size_t size);

/* The whole file as text, the caller's to free; NULL if it cannot be read. */
char *support_read(const char *path);

#endif
