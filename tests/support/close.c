#include "support/close.h"

#include <math.h>
#include <stdio.h>

void support_assert_close(double actual, double expected, double rtol, double atol,
                          const char *expression, const char *file, int line) {
    int both_nan = isnan(actual) && isnan(expected);
    int both_same_infinity = isinf(actual) && isinf(expected) && (actual > 0) == (expected > 0);
    if (both_nan || both_same_infinity || fabs(actual - expected) <= atol + rtol * fabs(expected)) {
        return;
    }
    print_error("%s: found %.17g, expected %.17g\n", expression, actual, expected);
    _fail(file, line);
}
