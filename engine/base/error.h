/* What can fail returns an ent_err_t: 0 is success. One list gives code, exit status and sentence.
 */
#ifndef ENT_BASE_ERROR_H
#define ENT_BASE_ERROR_H

/* Exit statuses are those of sysexits.h; an interrupted run ends with 128 + the signal's number. */
#define ENT_ERROR_LIST(X)                                                                          \
    X(USAGE, 64, "the command line is wrong")                                                      \
    X(SCENARIO, 65, "the scenario is invalid")                                                     \
    X(NO_INPUT, 66, "an input cannot be read")                                                     \
    X(BUG, 70, "an internal check failed, which is a bug")                                         \
    X(MEMORY, 71, "there is not enough memory")                                                    \
    X(CANNOT_CREATE, 73, "an output cannot be created")                                            \
    X(IO, 74, "writing failed")                                                                    \
    X(INTERRUPTED, 130, "the run was interrupted")

typedef enum {
    ENT_OK = 0,
#define X(name, status, text) ENT_ERR_##name,
    ENT_ERROR_LIST(X)
#undef X
        ENT_ERROR_COUNT
} ent_err_t;

#define ENT_CHECKED __attribute__((warn_unused_result))

/* A sentence for people, without a full stop; never NULL. */
const char *ent_err_text(ent_err_t error);

/* The process exit status that belongs to the error; 0 for ENT_OK. */
int ent_err_exit_status(ent_err_t error);

#endif
