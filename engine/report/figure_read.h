/* Reading plots/figures.json, which anybody may have written. */
#ifndef ENT_REPORT_FIGURE_READ_H
#define ENT_REPORT_FIGURE_READ_H

#include "report/figure_file.h"

enum { ENT_FIGURE_PROBLEM_SIZE = 512 };

typedef struct {
    ent_figure_row_t rows[ENT_MOST_FIGURES];
    size_t count;
    ent_figure_data_t data;
} ent_figure_file_t;

/*
 * Reads a text of `size` bytes strictly: figures with names such as templates have and with sizes
 * in points, and variables that report/figure_variables.c knows, each of its kind and as long as
 * its counts say; numbers are finite, texts are UTF-8 without control characters, and files are
 * within the folder of results. ENT_ERR_SCENARIO with the first thing that is not so in `problem`:
 * where, what was found and what is expected. Free the file with ent_figure_file_free, either way.
 */
ENT_CHECKED ent_err_t ent_figure_file_read(const char *text, size_t size, ent_figure_file_t *file,
                                           char problem[ENT_FIGURE_PROBLEM_SIZE]);

void ent_figure_file_free(ent_figure_file_t *file);

/* Whether a name is of a file within a folder: "a/b", but not "/a", "../a" or "a/../b". */
bool ent_file_within(const char *name);

#endif
