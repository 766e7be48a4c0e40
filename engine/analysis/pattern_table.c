/* The patterns, in the order of their numbers; those left out were merged or dropped before. */
#include "analysis/pattern_tests.h"

const ent_pattern_t ent_patterns[] = {
    {"P1", "Break of 2012 in Japan",
     "What a severe shock by Korea's head of state does in a year: median of the paired change. "
     "Partial: one of the two, or both within a band half as wide again.",
     "affinity of JPN falls by 15 to 28 points, \"relations are good\" by 30 to 50", "H", "fit",
     .of_japan_and_korea = true, .enough = 1, .test = ent_pattern_break},
    {"P2", "No rebound 2012-2018, because more followed",
     "Share of the loss of affinity of JPN that is regained six years after the shock, with a "
     "lesser "
     "shock by Korea in each of five years, and without. Partial: one of the two.",
     "with follow-on shocks less than 35 % regained in at least 60 % of members; without, the "
     "median "
     "is larger",
     "H", "fit", .of_japan_and_korea = true, .enough = 1, .test = ent_pattern_persistence},
    {"P4", "Korean crash and fast recovery",
     "Deepest change of affinity of KOR within 14 months of two severe shocks by Japan, and when "
     "half "
     "of it is regained (median member; months since the shock, under a record since the wave of "
     "September 2020). Partial: one of the two, or both within a band half as wide again.",
     "falls by 14 to 24 points, half regained after 9 to 24 months", "H", "fit",
     .of_japan_and_korea = true, .enough = 1, .test = ent_pattern_rebound},
    {"P5", "The two publics' affinity is not synchronised",
     "Correlation of annual changes in simulated surveys of ten years, median member. Partial: up "
     "to "
     "0.6.",
     "-0.5 to 0.4", "M-H", "fit", .test = ent_pattern_unlike},
    {"P5b", "The aggrieved public moves, the actor's hardly does",
     "Share of members in which, three months after one severe shock, the target's affinity has "
     "changed by more than three times the actor's; for either direction. Partial: one direction, "
     "or "
     "both at least 50 %.",
     "at least 75 % in either direction", "M", "fit", .enough = 1, .test = ent_pattern_grieved},
    {"P6", "\"Relations are good\" is synchronised, and fast",
     "Correlation of levels in annual simulated surveys, median member; change of \"relations are "
     "good\" over that of affinity in the break of P1 (medians). Partial: one of the two.",
     "correlation above 0.6; at least twice the change", "M", "fit", .of_japan_and_korea = true,
     .enough = 1, .test = ent_pattern_alike},
    {"P7", "A long tail of falls",
     "Skewness of annual changes of affinity in simulated surveys, and the largest fall over the "
     "largest rise; median member, each public. Partial: half of the four.",
     "skewness below -0.4; fall over rise 1.2 to 3.5", "M", "fit", .enough = 2,
     .test = ent_pattern_tail},
    {"P10", "A sawtooth near the Korean term",
     "Period of the highest peak in the members' mean periodogram of health, after two years; "
     "share "
     "of whole Korean terms whose last year is colder than their first. Partial: one of the two.",
     "a peak between 3 and 7 years; 50 to 75 % of terms", "L-M", "sign", .of_japan_and_korea = true,
     .enough = 1, .test = ent_pattern_sawtooth},
    {"P11", "Honeymoon and decay of Korean approval",
     "Mean approval of leaders of KOR in months 1 and 23, and the standard deviation between "
     "leaders "
     "of their mean over months 1 to 23. Partial: two of the three.",
     "63.7 and 40.5 %, each within 8 points; between leaders 8 to 18 points", "H", "fit",
     .of_japan_and_korea = true, .enough = 2, .test = ent_pattern_honeymoon},
    {"P12", "Provocation hardly follows from low approval",
     "Correlation, over members and years, of a leader's approval at the start of the year with "
     "the "
     "random shocks by that state in it. Partial: one of the two states.",
     "-0.35 to 0.05", "M", "sign", .enough = 1, .test = ent_pattern_provocation},
    {"P13", "Security cooperation is liked better than the partner",
     "Share of months in which support for it exceeds affinity by more than 15 points, and the "
     "variance of support over that of affinity (median member), in each state with both polls. "
     "Partial: one of the two.",
     "at least 85 % of months; variance ratio below 1", "H", "fit", .enough = 1,
     .test = ent_pattern_security},
    {"P14", "Formal pacts bend and rarely break", "Pacts contested and terminated in ten years.",
     "contested 20 to 70 %, terminated below 25 %", "H/M", "fit",
     .absent = "an institution is active, suspended or ended: there is no contested pact, such as "
               "the intelligence agreement was from 2019 to 2023"},
    {"P15", "A ladder of fragility",
     "Share of members in which leader-dependent institutions (insulation below 0.2) are suspended "
     "more often per year than working-level ones (to 0.6), and these more often than legal and "
     "private ones; of those active at the start. A tie counts half. Partial: 50 %.",
     "at least 80 % of members", "M", "fit", .test = ent_pattern_fragility},
    {"P17", "Youth is warmer", "Affinity of those aged 18 to 29 less that of those over 60.",
     "8 to 28 points", "H", "fit",
     .absent = "cohorts are birth cohorts, and the bands of age that surveys ask hold parts of "
               "several of them, in other parts every year"},
    {"P18", "People are not their state", "The fall of affinity to people over that to the state.",
     "below a third", "H", "fit",
     .absent = "a public has one warmth to the partner, to its people and its state together"},
    {"P19", "Travel follows politics", "Lag and depth of the fall of visits after a shock.",
     "1 to 4 months; 45 to 70 % of visits to Japan, 5 to 25 % of those to Korea", "H", "fit",
     .absent = "the people domain is an index of contact; visits are not counted"},
    {"P21", "Do institutions shrink variance? An output",
     "Each member's variance of health over time with its institutions over without (coverage and "
     "binding 0); what they change in the chance of a rupture (health ever below 25) and in the "
     "mean.",
     "nothing: this is an output", "L", "output", .test = ent_pattern_variance},
};
const size_t ent_pattern_count = sizeof ent_patterns / sizeof ent_patterns[0];
