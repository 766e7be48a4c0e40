/* cmocka 1.1.5 has no assertion on doubles: this one prints both with %.17g. */
#ifndef SUPPORT_CLOSE_H
#define SUPPORT_CLOSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fails unless |actual − expected| ≤ atol + rtol·|expected|; NaN is close to NaN only. */
#define assert_close(actual, expected, rtol, atol)                                                 \
    support_assert_close((actual), (expected), (rtol), (atol), #actual, __FILE__, __LINE__)

/* Fails unless both are the same bits: equality of doubles without a compiler's warning. */
#define assert_same(actual, expected)                                                              \
    support_assert_close((actual), (expected), 0, 0, #actual, __FILE__, __LINE__)

void support_assert_close(double actual, double expected, double rtol, double atol,
                          const char *expression, const char *file, int line);

#endif
