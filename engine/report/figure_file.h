/* plots/figures.json: which figures a folder of results has, and the variables that they show. */
#ifndef ENT_REPORT_FIGURE_FILE_H
#define ENT_REPORT_FIGURE_FILE_H

#include "report/figure_data.h"
#include "report/output.h"

#define ENT_FIGURES_FILE "plots/figures.json"

enum { ENT_MOST_FIGURES = 32, ENT_FIGURE_NAME_SIZE = 80 };

/*
 * A figure: a template plots/NAME.gp, drawn to plots/NAME.svg and so on. Where a template is drawn
 * several times from one set of variables, names go on with the number of the part that each shows,
 * from 1, and perhaps with words for people: "tornado-2-placebo-health-mean" is plots/tornado.gp
 * with PART = 2.
 */
typedef struct {
    char name[ENT_FIGURE_NAME_SIZE]; /* [a-z][a-z0-9-]* */
    int width, height;               /* points; a template may choose another height */
} ent_figure_row_t;

/* The part that a figure shows, or 0 where its template shows all there is; *length is that of its
 * template's name. */
int ent_figure_part(const char *name, size_t *length);

/*
 * Writes it into the folder `plots` of the output, which is there, and notes it. Not where a file's
 * name is not UTF-8, which JSON cannot hold: such figures cannot be drawn again.
 */
ENT_CHECKED ent_err_t ent_figure_file_write(const ent_figure_row_t *rows, size_t count,
                                            const ent_figure_data_t *data, ent_output_t *output);

#endif
