/* What the machine has. */
#ifndef ENT_BASE_MACHINE_H
#define ENT_BASE_MACHINE_H

#include <stddef.h>

/* Bytes this process may have at most: the machine's, or a limit set for it (ulimit -v). */
size_t ent_memory_limit(void);

#endif
