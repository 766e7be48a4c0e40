#include "base/error.h"

#include <stddef.h>

typedef struct {
    int exit_status;
    const char *text;
} error_row_t;

static const error_row_t error_rows[ENT_ERROR_COUNT] = {[ENT_OK] = {0, "no error"},
#define X(name, status, sentence) [ENT_ERR_##name] = {status, sentence},
                                                        ENT_ERROR_LIST(X)
#undef X
};

static const error_row_t *row_of(ent_err_t error) {
    size_t index = (size_t)error;
    return index < ENT_ERROR_COUNT ? &error_rows[index] : &error_rows[ENT_ERR_BUG];
}

const char *ent_err_text(ent_err_t error) {
    return row_of(error)->text;
}

int ent_err_exit_status(ent_err_t error) {
    return row_of(error)->exit_status;
}
