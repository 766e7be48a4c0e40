/* What each scenario of a comparison changes against the control: changes.csv, and on a screen. */
#ifndef ENT_REPORT_CHANGES_H
#define ENT_REPORT_CHANGES_H

#include "base/file.h"
#include "scenario/difference.h"

#include <stdbool.h>
#include <stdio.h>

/* One of a difference's values as people read it: of a key without one `nothing`. */
const char *ent_change_value(const ent_difference_t *difference, const char *value,
                             const char *nothing);

/* Titles and the like, which every scenario has its own of, and which change no result. */
bool ent_change_is_prose(const ent_difference_t *difference);

/* The heading of changes.csv: scenario, path, control, value. */
void ent_table_changes_head(ent_writer_t *writer);

/*
 * A line for each difference of the scenario called `label`. What has no value on a side is empty;
 * of an element that a side does not have, it says "(not declared)".
 */
void ent_table_changes(const char *label, const ent_differences_t *differences,
                       ent_writer_t *writer);

/*
 * The same for people, under the scenario's title: at most `most` lines, then how many more there
 * are in changes.csv. Titles, descriptions and questions are left out, long values are cut.
 */
void ent_table_changes_screen(const char *title, const ent_differences_t *differences, size_t most,
                              FILE *stream);

#endif
