/* gnuplot as a child process. */
#ifndef ENT_REPORT_GNUPLOT_H
#define ENT_REPORT_GNUPLOT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum { ENT_GNUPLOT_DONE, ENT_GNUPLOT_MISSING, ENT_GNUPLOT_FAILED } ent_gnuplot_t;

/* Figures use what gnuplot has since this version: arrays in functions, for one. */
enum { ENT_GNUPLOT_MAJOR = 5, ENT_GNUPLOT_MINOR = 4 };

/*
 * Asks gnuplot for its version: ENT_GNUPLOT_MISSING, and why in `problem`, when there is none or it
 * is too old; ENT_GNUPLOT_FAILED when it was killed. One that does not say its version is left to
 * show what it can do.
 */
ent_gnuplot_t ent_gnuplot_look(char *problem, size_t size);

/*
 * Runs a script; what it prints goes to our stdout. `problem` says what gnuplot said, or which
 * signal ended it.
 */
ent_gnuplot_t ent_gnuplot_run(const char *script, size_t length, char *problem, size_t size);

/*
 * The folder of the templates: beside the program's own folder (../plots), or where `make install`
 * puts them (../share/entente/plots). The caller's to free; NULL when neither is there.
 */
ENT_CHECKED ent_err_t ent_gnuplot_templates(char **templates);

/* Writes name = 'text' with the text quoted, so that nothing in it can be a command. */
void ent_gnuplot_text(FILE *script, const char *name, const char *text);

/* The same for a file's path, which gnuplot must not take for a pipe ("<", "|") or a datablock. */
void ent_gnuplot_file(FILE *script, const char *name, const char *path);

/* The text in double quotes, with octal escapes, cut at `most` characters. */
void ent_gnuplot_quote(FILE *script, const char *text, size_t most);

#endif
