# What stands to the left of an axis of health: levels, what they mean, and anchors.
#
#   in    ANCHORS, ANCHOR_TITLE[]   from the program
#   out   LEVELS_ROOM, the points it takes; WORDS and so on for anchors.gp, which sets it
ANCHOR_SIZE = 10
ANCHOR_EMS = WIDTH < 520 ? 8. : 10.5
LEVELS_ROOM = 75.
do for [i = 1:ANCHORS] {
    do for [l = 1:2] {
        room = 15 + POINTS(LINE(ANCHOR_TITLE[i].';', ANCHOR_EMS, 2, l), ANCHOR_SIZE)
        LEVELS_ROOM = room > LEVELS_ROOM ? room : LEVELS_ROOM
    }
}
# Below 45 is strained, below 25 a rupture.
WORDS = 6
array WORD_TEXT[6] = ['0', 'rupture 25', 'strained 45', '50', '75', '100']
array WORD_AT[6] = [0, 25, 45, 50, 75, 100]
WORD_SIZE = 11
WORD_COLOUR = '#222222'
SIDE = -1
