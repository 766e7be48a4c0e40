/* What is kept beside the program: templates of figures, the library of scenarios. */
#ifndef ENT_BASE_BESIDE_H
#define ENT_BASE_BESIDE_H

#include "base/error.h"

/*
 * The folder `name` beside the program's own ("../NAME"), or where `make install` puts it
 * ("../share/entente/NAME"): the first in which the file `proof` can be read. The caller's to free;
 * NULL when neither is there.
 */
ENT_CHECKED ent_err_t ent_folder_beside(const char *name, const char *proof, char **folder);

#endif
