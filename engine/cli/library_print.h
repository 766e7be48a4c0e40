/* A library on stdout: for readers, or as a table. */
#ifndef ENT_CLI_LIBRARY_PRINT_H
#define ENT_CLI_LIBRARY_PRINT_H

#include "cli/library.h"

/*
 * Under headings of folders and topics, at most 100 columns wide: files, titles, questions and, on
 * demand, the numbers of claims. The library is sorted.
 */
ENT_CHECKED ent_err_t ent_library_print(const ent_library_t *library, bool claims);

/* As CSV, one row for each scenario that can be used. */
void ent_library_print_csv(const ent_library_t *library);

#endif
