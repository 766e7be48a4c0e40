/* Every variable that a template of plots/ may read from the program: its name, kind and length. */
#ifndef ENT_REPORT_FIGURE_VARIABLES_H
#define ENT_REPORT_FIGURE_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    ENT_FIGURE_INTEGER, /* gnuplot divides them as integers */
    ENT_FIGURE_REAL,    /* NaN, for an undefined value, in arrays only */
    ENT_FIGURE_TEXT,
    ENT_FIGURE_FILE /* of the folder of results; no other kind may be plotted from */
} ent_figure_kind_t;

enum { ENT_FIGURE_COUNTS = 2 };

/*
 * An array has as many elements as the product of the variables it names as its counts, and at
 * least one, because gnuplot has no empty arrays.
 */
typedef struct {
    const char *name; /* [A-Z][A-Z0-9_]* */
    ent_figure_kind_t kind;
    const char *counts[ENT_FIGURE_COUNTS]; /* none: no array */
} ent_figure_variable_t;

/*
 * The row of a variable, or the next one of that name behind `before` (an array may stand for
 * different things in a run and in a comparison); NULL when there is none.
 */
const ent_figure_variable_t *ent_figure_variable(const char *name,
                                                 const ent_figure_variable_t *before);

/* All rows, for tests and hints. */
const ent_figure_variable_t *ent_figure_variables(size_t *count);

bool ent_figure_is_array(const ent_figure_variable_t *variable);

#endif
