/*
 * What figures show: the variables that templates of plots/ read. They are typed, so that a figure
 * can be drawn again from a file that anybody may have written: they go to gnuplot as numbers and
 * quoted texts, never as commands, and are kept as JSON.
 */
#ifndef ENT_REPORT_FIGURE_DATA_H
#define ENT_REPORT_FIGURE_DATA_H

#include "base/error.h"
#include "report/figure_variables.h"

#include <stdio.h>

struct json_t;

/*
 * Errors stick: what follows the first one does nothing, and ent_figure_data_check reports it. A
 * name that report/figure_variables.c does not have, or has with another kind, is ENT_ERR_BUG.
 */
typedef struct {
    struct json_t *variables; /* an object; in the order in which they were set */
    bool foreign_names;       /* of files, that are not UTF-8 */
    ent_err_t error;
} ent_figure_data_t;

/* As many characters of a text as there are. */
#define ENT_FIGURE_WHOLE ((size_t)-1)

void ent_figure_data_init(ent_figure_data_t *data);
void ent_figure_data_free(ent_figure_data_t *data); /* twice is harmless */

/* Notes an error, unless there was one before. */
void ent_figure_data_fail(ent_figure_data_t *data, ent_err_t error);

void ent_figure_data_integer(ent_figure_data_t *data, const char *name, long long value);
void ent_figure_data_count(ent_figure_data_t *data, const char *name, size_t value);
void ent_figure_data_real(ent_figure_data_t *data, const char *name, double value);

/* A text in UTF-8 of which `most` characters are kept, and "..." for the rest. */
void ent_figure_data_text(ent_figure_data_t *data, const char *name, const char *text, size_t most);

/* A file of the folder of results, by its name in it, such as "base/summary.csv". */
void ent_figure_data_file(ent_figure_data_t *data, const char *name, const char *file);

/*
 * Declares an array of `count` elements (at least one is made): integers of 0, reals that are
 * undefined, or empty texts, which the functions below set, by index from 0. In gnuplot they count
 * from 1.
 */
void ent_figure_data_array(ent_figure_data_t *data, const char *name, size_t count);
void ent_figure_data_set_integer(ent_figure_data_t *data, const char *name, size_t index,
                                 long long value);
void ent_figure_data_set_count(ent_figure_data_t *data, const char *name, size_t index,
                               size_t value);
void ent_figure_data_set_real(ent_figure_data_t *data, const char *name, size_t index,
                              double value); /* what is not finite is undefined */
void ent_figure_data_set_text(ent_figure_data_t *data, const char *name, size_t index,
                              const char *text, size_t most);
void ent_figure_data_set_file(ent_figure_data_t *data, const char *name, size_t index,
                              const char *file);

/* Cuts a text as ent_figure_data_text does, for texts put together; returns `cut`. */
enum { ENT_FIGURE_CUT_SIZE = 512 };
const char *ent_figure_cut(const char *text, size_t most, char cut[ENT_FIGURE_CUT_SIZE]);

/* Whether an array is as long as its counts say; what is no array is. */
bool ent_figure_data_fits(const ent_figure_data_t *data, const char *name);

/* The first error; or ENT_ERR_BUG if an array's length is not what its counts say. */
ENT_CHECKED ent_err_t ent_figure_data_check(const ent_figure_data_t *data);

/* Writes them as lines of a script for gnuplot, which has set DATA to the folder of results. */
void ent_figure_data_script(const ent_figure_data_t *data, FILE *script);

#endif
