/*
 * A source of random numbers that replays given ones, to force a rare branch: every uniform is
 * `uniform` and every normal `normal`, except for processes that have an entry of their own.
 */
#ifndef SUPPORT_SCRIPTED_H
#define SUPPORT_SCRIPTED_H

#include "random/random.h"

#include <stdint.h>

enum { SUPPORT_MOST_SCRIPTS = 16 };

typedef struct {
    uint32_t process;     /* the hash of its name */
    double first, second; /* of every pair drawn for the process */
} support_script_t;

/* What the source replays; set it before a block is run. Tests run one after the other. */
typedef struct {
    double uniform, normal;
    support_script_t scripts[SUPPORT_MOST_SCRIPTS];
    size_t count;
} support_replay_t;

extern support_replay_t support_replay;

/* Makes every uniform and normal the same again, without scripts. */
void support_replay_all(double uniform, double normal);
void support_replay_process(uint32_t process, double first, double second);

const ent_random_t *support_scripted_random(void);

#endif
