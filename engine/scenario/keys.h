/*
 * The key table: every key a scenario file or a sweep file may contain. The reader, the checks, the
 * defaults, inheritance, --set, the resolved file, `entente show --keys` and the reference page all
 * come from it, so that none of them can say something else than another.
 */
#ifndef ENT_SCENARIO_KEYS_H
#define ENT_SCENARIO_KEYS_H

#include "scenario/scenario.h"

#include <stdint.h>

/* A scope is a kind of group with keys of its own: the file itself, or an element of a list. */
typedef enum {
    ENT_SCOPE_SCENARIO,
    ENT_SCOPE_DOMAIN,
    ENT_SCOPE_DRIVER,
    ENT_SCOPE_STATE,
    ENT_SCOPE_LEADER_TYPE,
    ENT_SCOPE_COHORT,
    ENT_SCOPE_INSTITUTION,
    ENT_SCOPE_SHOCK,
    ENT_SCOPE_SEVERITY,
    ENT_SCOPE_EVENT,
    ENT_SCOPE_EFFECT, /* only its `type`, which says which of the following it is */
    ENT_SCOPE_EFFECT_LEADER,
    ENT_SCOPE_EFFECT_SHOCK,
    ENT_SCOPE_EFFECT_RECONCILE,
    ENT_SCOPE_EFFECT_SHIFT,
    ENT_SCOPE_EFFECT_BASELINE,
    ENT_SCOPE_EFFECT_INSTITUTION,
    ENT_SCOPE_EFFECT_PARAMETER,
    ENT_SCOPE_POLL,
    ENT_SCOPE_TERM,
    ENT_SCOPE_ANCHOR,
    ENT_SCOPE_RECORD,
    ENT_SCOPE_RECORD_RULE,
    ENT_SCOPE_RECORD_EFFECT, /* what an effect has in a rule, besides its own keys */
    ENT_SCENARIO_SCOPES,     /* so many are of scenario files; those of sweep files follow */
    ENT_SCOPE_SWEEP = ENT_SCENARIO_SCOPES,
    ENT_SCOPE_FACTOR,
    ENT_SCOPE_COUNT
} ent_scope_t;

/* What a key holds, and the type of the struct's member it is stored in. */
typedef enum {
    ENT_KEY_REAL,    /* double */
    ENT_KEY_INTEGER, /* int */
    ENT_KEY_WHOLE,   /* uint64_t: an integer from 0 */
    ENT_KEY_BOOLEAN, /* bool */
    ENT_KEY_TEXT,    /* char *: UTF-8 without control characters */
    ENT_KEY_NAME,    /* char [ENT_NAME_SIZE]: the element's own name */
    ENT_KEY_DATE,    /* ent_date_t */
    ENT_KEY_CHOICE,  /* an enum, by the position of the word in `choices` */
    ENT_KEY_REFER,   /* size_t: index of an element of the list `refers` */
    ENT_KEY_MAP,     /* double [element of the list `refers`] */
    ENT_KEY_VALUES,  /* double *, with a size_t count elsewhere */
    ENT_KEY_WORDS,   /* an array of texts: char **, with a size_t count elsewhere, or nowhere */
    ENT_KEY_GROUP,   /* a group with a scope of its own: `element` */
    ENT_KEY_LIST     /* elements of scope `element`: a pointer, and a count elsewhere */
} ent_key_type_t;

typedef enum {
    ENT_NEED_REQUIRED,
    ENT_NEED_DEFAULT, /* `fallback`, or what `fallback_text` says where that is not NULL */
    ENT_NEED_IF_USED  /* required only while its feature is in use: `fallback_text` says when */
} ent_need_t;

typedef enum {
    ENT_TAG_NONE, /* not a number somebody had to choose: names, titles, dates, references */
    ENT_TAG_EVIDENCE,
    ENT_TAG_JUDGEMENT,
    ENT_TAG_DEEP_UNCERTAINTY
} ent_tag_t;

typedef struct {
    const char *path; /* from the scope's group down: "stance.weights.leader" */
    ent_key_type_t type;
    const char *unit;
    double low, high; /* allowed range of reals, integers and the values of maps */
    bool above_low;   /* the low end itself is not allowed */
    ent_need_t need;
    double fallback;
    const char *fallback_text;
    const char *const *choices; /* NULL-terminated */
    const char *refers;         /* "domains", "drivers", "states", "institutions", "polls" */
    ent_scope_t element;
    size_t element_size, least, most; /* lists */
    bool names_are_keys;              /* lists whose elements' names also stand as keys */
    bool keyed;                       /* lists that merge by name, and are addressed by it */
    bool at_start;                    /* consumed at the start: not for `parameter` effects */
    size_t offset, count_offset;
    ent_tag_t tag;
    const char *help, *source;
} ent_key_t;

/* The offset of keys that no struct keeps (`enabled`, `extends`), and the count of fixed lists. */
#define ENT_NOWHERE SIZE_MAX

/* The keys of a scope, in the order in which they are written. */
const ent_key_t *ent_keys(ent_scope_t scope, size_t *count);

/* The scope of effects of a type. */
ent_scope_t ent_effect_scope(ent_effect_type_t type);

/* The scope of an element of a list: for an effect that of its type. */
ent_scope_t ent_element_scope(const ent_key_t *list, const void *element);

/* The key with this path in the scope, or NULL. */
const ent_key_t *ent_key_find(ent_scope_t scope, const char *path);

/* ", did you mean "KEY"?" for the key of the scope nearest to a path, or "". Returns `text`. */
const char *ent_key_hint(ent_scope_t scope, const char *path, char text[ENT_HINT_SIZE]);

/* Whether some key of the scope lies within the group `path` ("stance", "stance.weights"). */
bool ent_key_is_group(ent_scope_t scope, const char *path);

/* How the key reads in a reference, from the file's root: "states.NAME.stance.weights.leader". */
const char *ent_scope_prefix(ent_scope_t scope);

const char *ent_tag_name(ent_tag_t tag);
const char *ent_key_type_name(const ent_key_t *key);

/* Whether a path must go on below this key: a list, a group or a map. */
bool ent_key_holds_several(const ent_key_t *key);

/* Whether a text that is not given is "", rather than NULL or another name. */
bool ent_key_defaults_to_empty(const ent_key_t *key);

/* The index that stands for no element where a reference may be left out: as many as can be. */
size_t ent_key_no_reference(const ent_key_t *key);

/* The greatest value of a key of type ENT_KEY_WHOLE: a double may round it up. */
int64_t ent_key_greatest(const ent_key_t *key);

/* The word for a choice's position, for the writer. */
const char *ent_key_choice(const ent_key_t *key, int position);

#endif
