#include "cli/interrupt.h"

#include <string.h>

/* A handler can reach nothing else: the one piece of state at file scope in the program. */
static volatile sig_atomic_t signal_caught;

static void note_signal(int number) {
    signal_caught = number;
}

void ent_interrupt_catch(void) {
    static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    (void)sigemptyset(&action.sa_mask);
    action.sa_handler = note_signal;
    action.sa_flags = (int)SA_RESETHAND; /* a second Ctrl-C ends the program at once */
    for (unsigned i = 0; i < sizeof caught / sizeof caught[0]; i++) {
        struct sigaction present;
        if (sigaction(caught[i], NULL, &present) == 0 && present.sa_handler == SIG_IGN) {
            continue; /* as under nohup: what the caller ignores stays ignored */
        }
        (void)sigaction(caught[i], &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    (void)sigaction(SIGPIPE, &action, NULL);
}

const volatile sig_atomic_t *ent_interrupt_flag(void) {
    return &signal_caught;
}
