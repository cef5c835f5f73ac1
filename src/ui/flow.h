/* flow.h - texts one under the other in an area that scrolls: details, sides of a conflict. */
#ifndef AUDITWALK_UI_FLOW_H
#define AUDITWALK_UI_FLOW_H

#include "ui/draw.h"

/* Set canvas, area and top (the first line shown), line 0; afterwards line tells how many lines
 * there are. Without a canvas they are only counted. */
struct flow {
    struct canvas *canvas;
    struct area area;
    int line; /* of the whole text */
    int top;
};

/* Wrapped to the area's width less the indent; "" makes an empty line. */
void flow_text(struct flow *flow, enum style style, const char *text, int indent);
void flow_format(struct flow *flow, enum style style, int indent, const char *format, ...)
    BASE_PRINTF(4, 5);
void flow_gap(struct flow *flow);

#endif
