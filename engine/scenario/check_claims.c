/* The numbers of claims a scenario represents: "A2, C11". */
#include "scenario/check_context.h"

#include <string.h>

static const char blanks[] = " ";

/* A capital letter and a number from 1 to 999. */
static bool is_claim(const char *word, size_t length) {
    const size_t longest = 4;
    return length >= 2 && length <= longest && word[0] >= 'A' && word[0] <= 'Z' && word[1] != '0' &&
           strspn(word + 1, "0123456789") >= length - 1;
}

void ent_check_claims(const ent_checker_t *checker) {
    const char *word = checker->scenario->claims;
    bool more = word != NULL && word[0] != '\0'; /* one that is no text was reported */
    while (more) {
        word += strspn(word, blanks);
        const char *comma = strchr(word, ',');
        size_t length = comma != NULL ? (size_t)(comma - word) : strlen(word);
        size_t trimmed = length;
        while (trimmed > 0 && word[trimmed - 1] == ' ') {
            trimmed--;
        }
        if (!is_claim(word, trimmed)) {
            ent_diag_error(checker->diags, ent_checker_place(checker, "claims"), "claims",
                           "found \"%.*s\", expected numbers of claims, each a capital letter and "
                           "digits, between commas, such as \"A2, C11\"",
                           (int)(trimmed < 40 ? trimmed : 40), word);
            return; /* one mistake is mostly made throughout */
        }
        more = comma != NULL;
        word += length + (more ? 1 : 0);
    }
}
