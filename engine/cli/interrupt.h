/* Ctrl-C and its kin end a run at the next step, so that nothing is left half written. */
#ifndef ENT_CLI_INTERRUPT_H
#define ENT_CLI_INTERRUPT_H

#include <signal.h>

/* Catches SIGINT, SIGTERM and SIGHUP, and ignores SIGPIPE. */
void ent_interrupt_catch(void);

/* The signal that came, or 0. */
const volatile sig_atomic_t *ent_interrupt_flag(void);

#endif
