# Measured text: how wide it is, and how it is broken into lines. Places in points.
set encoding utf8

# Widths in ems of DejaVu Sans, which is wider than most: another font leaves gaps, not overlaps.
# A letter in none of the lists is taken to be as wide as it is high, as in Japanese.
array LETTERS[8]
array LETTER_EMS[8] = [0.61, 0.33, 0.28, 0.39, 0.54, 0.69, 0.77, 0.9]
LETTERS[1] = 'abdeghnopqu0123456789S_$*?Lß#«»äöüåéèêëàáâãñçóòôõúùûøōū'
LETTERS[2] = ' .,:;|’‘`'
LETTERS[3] = "ijl'IJïíî"
LETTERS[4] = 'frt()[]{}-/!°·'
LETTERS[5] = 'ckszvxy"–“”\'
LETTERS[6] = 'ABCEFKPRTVXYZÄÅÉÈÇ&'
LETTERS[7] = 'DGHNOQUÖÜÑŌŪ'
LETTERS[8] = 'mMWw%@+=<>−…~^ÆŒæœ—→←×'
EM(c) = 1.0 - (sum [kind = 1:8] (strstrt(LETTERS[kind], c) > 0 ? 1 - LETTER_EMS[kind] : 0))
EMS(text) = strlen(text) == 0 ? 0.0 : (sum [em = 1:strlen(text)] EM(text[em:em]))
POINTS(text, size) = 1.04 * size * EMS(text)

# Text in lines of so many ems, broken at a space if there is one, else anywhere but before a mark
# that closes; the last line ends in an ellipsis if it must.
FITTING(text, ems) = sum [fit = 1:strlen(text)] (EMS(text[1:fit]) <= ems)
SPACE_WITHIN(text, last) = last < 1 ? 0 : (sum [at = 1:last] (text[at:at] eq ' ' && !strstrt(text[at + 1:last], ' ') ? at : 0))
CLOSING = '、。，．・：；！？）」』】ー'
BREAK_WORD(text, fitting) = strstrt(CLOSING, text[fitting + 1:fitting + 1]) > 0 && fitting > 1 ? fitting - 1 : fitting > 0 ? fitting : 1
BREAK(text, ems) = SPACE_WITHIN(text, FITTING(text, ems) + 1) > 0 ? SPACE_WITHIN(text, FITTING(text, ems) + 1) : BREAK_WORD(text, FITTING(text, ems))
TRIM(text) = text[strlen(text):*] eq ' ' ? text[1:strlen(text) - 1] : text
SHORT(text, ems) = EMS(text) <= ems ? text : text[1:FITTING(text, ems - 1)].'…'
LINES(text, ems, most) = most == 1 || EMS(text) <= ems ? 1 : 1 + LINES(text[BREAK(text, ems) + 1:*], ems, most - 1)
LINE(text, ems, most, line) = EMS(text) <= ems || most == 1 ? (line == 1 ? SHORT(text, ems) : '') : line == 1 ? TRIM(text[1:BREAK(text, ems)]) : LINE(text[BREAK(text, ems) + 1:*], ems, most - 1, line - 1)

# Points from the left and from the top of the figure, as shares of it.
ACROSS(x) = 1. * x / WIDTH
DOWN(y) = 1 - 1. * y / HEIGHT
