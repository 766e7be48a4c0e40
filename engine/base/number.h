/* Numbers as text: full precision for files that programs read, '.' in any locale. */
#ifndef ENT_BASE_NUMBER_H
#define ENT_BASE_NUMBER_H

enum { ENT_NUMBER_SIZE = 32 };

/*
 * The shortest of %.15g, %.16g and %.17g that reads back to the same double; "" for NaN, which
 * stands for an undefined value. Returns `text`.
 */
const char *ent_number_format(double value, char text[ENT_NUMBER_SIZE]);

/* Two significant figures, as reports and tables on a screen round; "-" for NaN. */
const char *ent_number_brief(double value, char text[ENT_NUMBER_SIZE]);

/*
 * Two significant figures without an exponent, with the minus sign of print: "0.0012", "−12"; "–"
 * for NaN. The other one has "+" before what is above 0.
 */
const char *ent_number_plain(double value, char text[ENT_NUMBER_SIZE]);
const char *ent_number_signed(double value, char text[ENT_NUMBER_SIZE]);

#endif
