#include "base/locale.h"

ent_err_t ent_locale_enter(ent_locale_t *scope) {
    scope->point = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (scope->point == (locale_t)0) {
        return ENT_ERR_MEMORY;
    }
    scope->previous = uselocale(scope->point);
    return ENT_OK;
}

void ent_locale_leave(ent_locale_t *scope) {
    (void)uselocale(scope->previous);
    freelocale(scope->point);
}
