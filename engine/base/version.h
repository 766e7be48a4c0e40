/* The version of the program, which results are tied to. */
#ifndef ENT_BASE_VERSION_H
#define ENT_BASE_VERSION_H

#ifndef ENT_VERSION
#error "the Makefile defines ENT_VERSION"
#endif

#endif
