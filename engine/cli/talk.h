/* What commands say to people, and how they read what people type. */
#ifndef ENT_CLI_TALK_H
#define ENT_CLI_TALK_H

#include "base/diag.h"
#include "base/error.h"
#include "base/isa.h"
#include "report/output.h"

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

/* "entente: …" on stderr. */
void ent_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Says what ended a command, and which file or folder of its results if one did. What was said
 * where it was found (a wrong scenario or command line) is not said again, nor is Ctrl-C.
 */
void ent_say_failure(ent_err_t error, const ent_output_t *output);

/* Reads a whole decimal number from `least` to `most`; false for anything else. */
bool ent_read_count(const char *text, uint64_t least, uint64_t most, uint64_t *value);

/* The same for an option of a command line, where anything else ends the program with 64. */
void ent_take_count(struct argp_state *state, const char *option, const char *text, uint64_t least,
                    uint64_t most, uint64_t *value);
void ent_take_size(struct argp_state *state, const char *option, const char *text, uint64_t least,
                   uint64_t most, size_t *value);

/* Reads the formats of figures that an option names: a sum of ent_figure_format_t. */
void ent_take_formats(struct argp_state *state, const char *option, const char *text,
                      unsigned *formats);

/* Reads a real number above 0; false for anything else. */
bool ent_read_positive(const char *text, double *value);

/* The instruction set ENTENTE_ISA asks for, or the widest; says what is wrong with it. */
ENT_CHECKED ent_err_t ent_choose_isa(ent_isa_t *isa);

/* From now on, a full device or a closed pipe at stdout makes the program exit with 74. */
void ent_watch_stdout(void);

#endif
