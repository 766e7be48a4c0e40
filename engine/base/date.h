/* Calendar dates as scenario files write them, and as decimal years (model.md, "One step"). */
#ifndef ENT_BASE_DATE_H
#define ENT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    int year, month, day; /* month and day from 1; day is 1 for a date written "YYYY-MM" */
} ent_date_t;

enum { ENT_DATE_SIZE = 11 }; /* "YYYY-MM-DD" and its end */

/* Reads "YYYY-MM" or "YYYY-MM-DD", a day that exists, years 1000 to 9999; false otherwise. */
bool ent_date_parse(const char *text, ent_date_t *date);

/* year + (month − 1)/12 + (day − 1)/365.25 */
double ent_date_decimal(ent_date_t date);

/* The date of a decimal year, to the nearest day: the inverse of ent_date_decimal. */
ent_date_t ent_date_from_decimal(double decimal);

/* Writes "YYYY-MM-DD", or with `brief` "YYYY-MM" when the day is the first. */
void ent_date_format(ent_date_t date, bool brief, char text[ENT_DATE_SIZE]);

#endif
