/* A locale with another decimal point, which no test may expect to be installed. */
#ifndef SUPPORT_POINT_LOCALE_H
#define SUPPORT_POINT_LOCALE_H

#include <locale.h>

/*
 * A locale for numbers whose decimal point is the given text, made in a folder of its own;
 * (locale_t)0 where the C library does not know how to read it. Freed with freelocale().
 */
locale_t support_point_locale(const char *point);

#endif
