/* What every result says of itself: in tables, manifests, reports, under figures, in the help. */
#ifndef ENT_REPORT_NOTE_H
#define ENT_REPORT_NOTE_H

#define ENT_NOTE "A comparison of assumptions, not a forecast"

#endif
