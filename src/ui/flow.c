/* flow.c - texts one under the other; those above the top are only counted. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/flow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void flow_text(struct flow *flow, enum style style, const char *text, int indent)
{
    int width = flow->area.columns - indent;
    int at = flow->line - flow->top;
    int hidden = at < 0 ? -at : 0;
    struct area place = {flow->area.row + at + hidden, flow->area.column + indent,
                         flow->area.rows - at - hidden, width};

    /* Broken into lines once: that is what a repainting costs most. */
    flow->line += flow->canvas != NULL && width > 0
                      ? draw_block(flow->canvas, place, style, text, hidden)
                      : draw_block_rows(text, width);
}

void flow_gap(struct flow *flow)
{
    flow->line++;
}

void flow_format(struct flow *flow, enum style style, int indent, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    flow_text(flow, style, text != NULL ? text : "", indent);
    free(text);
}
