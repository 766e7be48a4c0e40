/* Small helpers over libconfig. The first failure is kept in the reader and every later call is
 * harmless, so readers need to look at `failed` only before they use what they read as an index. */
#ifndef ORACLE_CONFIG_H
#define ORACLE_CONFIG_H

#include "oracle_internal.h"

#include <libconfig.h>

enum { PATH_SIZE = 256 };

typedef struct path {
    char text[PATH_SIZE];
} path_t;

/* A numeric parameter an event may set: its path and where it lives. */
typedef struct parameter {
    path_t path;
    double *value; /* NULL when the key is consumed at the start */
} parameter_t;

typedef struct process {
    path_t name;
    uint32_t hash;
} process_t;

typedef struct reader {
    oracle_t *oracle;
    config_setting_t *root;
    char *error;
    size_t error_size;
    bool failed;
    parameter_t *parameters;
    size_t parameter_count, parameter_room;
    process_t *processes;
    size_t process_count, process_room;
} reader_t;

/* One real key of a group: where it goes, and whether it must be there. */
typedef struct real_key {
    const char *key;
    size_t offset;
    enum { KEY_NEEDED, KEY_OPTIONAL } presence;
    enum { KEY_START, KEY_LIVE } life; /* live: a parameter effect may change it */
    double fallback;
} real_key_t;

#if defined(__GNUC__)
#define ORACLE_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ORACLE_PRINTF(text, first)
#endif

void reader_fail(reader_t *reader, const char *format, ...) ORACLE_PRINTF(2, 3);
path_t reader_path(const char *format, ...) ORACLE_PRINTF(1, 2);
void *reader_take(reader_t *reader, size_t count, size_t size);

/* A member of a group that may be NULL. */
config_setting_t *reader_find(const config_setting_t *group, const char *key);
/* A keyed list: its length, 0 when absent. */
config_setting_t *reader_list(reader_t *reader, config_setting_t *group, const char *path,
                              const char *key, size_t *count);
bool reader_number(const config_setting_t *setting, double *value);
const char *reader_text(reader_t *reader, config_setting_t *group, const char *path,
                        const char *key);
void reader_name(reader_t *reader, config_setting_t *group, const char *path, char *name);
bool reader_flag(reader_t *reader, config_setting_t *group, const char *path, const char *key,
                 bool fallback);
double reader_date(reader_t *reader, config_setting_t *group, const char *path, const char *key);
/* Reads the keys into `base` from group, or else from defaults, or else the fallback. */
void reader_reals(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                  const char *path, void *base, const real_key_t *keys, size_t count);
double reader_real(reader_t *reader, config_setting_t *group, const char *path, const char *key);
/* A group of numbers by name, 0 where absent: values[i] for the name at names + i*stride. */
void reader_map(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                const char *path, const char *names, size_t stride, size_t count, double *values);
void reader_domain_map(reader_t *reader, config_setting_t *group, const char *path, const char *key,
                       double *values);
void reader_live(reader_t *reader, const char *path, double *value);
uint32_t reader_process(reader_t *reader, const char *format, ...) ORACLE_PRINTF(2, 3);

size_t reader_state(reader_t *reader, config_setting_t *group, const char *path, const char *key);
size_t reader_word(reader_t *reader, const char *path, const char *word, const char *const *words,
                   size_t count);

#endif
