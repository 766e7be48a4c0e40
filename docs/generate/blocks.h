/* The generated parts of documents, by the names that stand in their marks. */
#ifndef DOC_BLOCKS_H
#define DOC_BLOCKS_H

#include "base/name.h"

#include <stdio.h>

typedef enum { DOC_MARKDOWN, DOC_MDOC, DOC_FORMATS } doc_format_t;

typedef struct {
    const char *name;
    int subject;                             /* what `write` is to write of, such as a scope */
    void (*write[DOC_FORMATS])(FILE *, int); /* NULL where there is no such form */
} doc_block_t;

const doc_block_t *doc_blocks(size_t *count);

/* The block of this name, or NULL; then *nearest holds the nearest name. */
const doc_block_t *doc_block_find(const char *name, ent_nearest_t *nearest);

/* ---- Their writers -----------------------------------------------------------------------------
 */

/* Keys of a scenario file, one scope (ent_scope_t) at a time; numbers only, all scopes. */
void doc_keys_markdown(FILE *out, int scope);
void doc_keys_mdoc(FILE *out, int scope);
void doc_parameters_markdown(FILE *out, int unused);

/* What the model is made of. */
void doc_variables_markdown(FILE *out, int unused);
void doc_metrics_markdown(FILE *out, int unused);
void doc_processes_markdown(FILE *out, int unused);
void doc_phases_markdown(FILE *out, int unused);
void doc_limits_markdown(FILE *out, int unused);
void doc_limits_mdoc(FILE *out, int unused);
void doc_patterns_markdown(FILE *out, int unused);
void doc_draws_markdown(FILE *out, int unused);

/* The command line. */
void doc_synopsis_mdoc(FILE *out, int unused);
void doc_commands_mdoc(FILE *out, int unused);
void doc_statuses_mdoc(FILE *out, int unused);

#endif
