/* Pieces of texts that are written for people. */
#ifndef SUPPORT_TEXT_H
#define SUPPORT_TEXT_H

#include <stdbool.h>

/* Fails unless the piece is in the text, or unless it is not; prints both. */
#define assert_has(text, piece) support_assert_has((text), (piece), true, __FILE__, __LINE__)
#define assert_has_not(text, piece) support_assert_has((text), (piece), false, __FILE__, __LINE__)

void support_assert_has(const char *text, const char *piece, bool wanted, const char *file,
                        int line);

#endif
