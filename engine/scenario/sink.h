/* Text that grows, and the values of keys put into it: what all that write out scenarios share. */
#ifndef ENT_SCENARIO_SINK_H
#define ENT_SCENARIO_SINK_H

#include "scenario/keys.h"

/* Begins zeroed; once memory is short nothing more is added. */
typedef struct {
    char *bytes; /* ends with a NUL; NULL before the first text; the caller's to free */
    size_t used, size;
    bool failed;
} ent_sink_t;

void ent_sink_put(ent_sink_t *sink, const char *text);

/* A real number always has a point or an exponent, so that it cannot be taken for an integer. */
void ent_sink_put_real(ent_sink_t *sink, double value);

/*
 * The value of a key of the struct `base`: not of a list, group or map, which hold several. Words
 * (texts, names, dates, choices, references) stand in quotes, as in a file, if `quoted`, else as
 * they are. References are names of elements of `scenario`, which is only read.
 */
void ent_sink_put_value(ent_sink_t *sink, ent_scenario_t *scenario, const ent_key_t *key,
                        void *base, bool quoted);

/* Whether the key says anything about this element: unused numbers are NaN, dates are zero. */
bool ent_key_is_said(ent_scope_t scope, const ent_key_t *key, void *base);

/* The name of an element of one of the scenario's own lists ("domains"), such as maps refer to. */
const char *ent_scenario_name(ent_scenario_t *scenario, const char *list, size_t index);

#endif
