/* A span of code in which numbers have a '.', whatever locale the calling program has set. */
#ifndef ENT_BASE_LOCALE_H
#define ENT_BASE_LOCALE_H

#include "base/error.h"

#include <locale.h>

typedef struct {
    locale_t point, previous;
} ent_locale_t;

/* Switches this thread to '.'; ENT_ERR_MEMORY leaves everything as it was. */
ENT_CHECKED ent_err_t ent_locale_enter(ent_locale_t *scope);
void ent_locale_leave(ent_locale_t *scope);

#endif
