/* The names that this program gives to files of results; used by output.c only. */
#ifndef ENT_REPORT_OUTPUT_NAMES_H
#define ENT_REPORT_OUTPUT_NAMES_H

#include <stdbool.h>

/* Every name that may be written, up to NULL; --force removes those that were not written again.
 * The database of a sweep is none of them. */
extern const char *const ent_output_names[];

/*
 * Whether a name that an earlier manifest gives is of a file this program writes: a known one in
 * the folder or in a folder of it, or a figure.
 */
bool ent_output_owns(const char *name);

#endif
