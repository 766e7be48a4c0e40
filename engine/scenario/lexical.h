/*
 * A look at a scenario file's text before libconfig parses it. libconfig 1.5 wraps large integers
 * silently, turns 1e999 into infinity and would follow @include; none of that can be seen once it
 * has parsed the file, so it is found in the text itself.
 */
#ifndef ENT_SCENARIO_LEXICAL_H
#define ENT_SCENARIO_LEXICAL_H

#include "base/diag.h"

#include <stddef.h>

/*
 * Reports every literal out of range, @include, control characters, bytes that are not UTF-8 and
 * brackets nested too deep. `text` ends with a NUL at text[size]; `file` is for messages.
 */
void ent_lexical_check(const char *file, const char *text, size_t size, ent_diags_t *diags);

#endif
