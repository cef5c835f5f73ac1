/* preview.c - auditwalk-preview: a photo as letters, for the list of photos.
 *
 *     auditwalk-preview COLUMNS ROWS [ascii] < PHOTO
 *
 * The first line is "WIDTH HEIGHT TIME", the time local as YYYY-MM-DDTHH:MM:SS or "-"; then the
 * rows, UTF-8, no escapes. Status 1, nothing written: no image it can read.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <chafa.h>

#include "picture.h"

enum {
    CELL_PIXELS = 8, /* a cell shows no more of them, in either direction */
    COLUMNS_LIMIT = 400
};

static void print_cell(gunichar c)
{
    char bytes[6];
    int length = g_unichar_to_utf8(c == 0 ? ' ' : c, bytes);

    fwrite(bytes, 1, (size_t)length, stdout);
}

static void print_letters(const struct picture *picture, int columns, int rows, bool ascii)
{
    ChafaSymbolMap *symbols = chafa_symbol_map_new();
    ChafaCanvasConfig *config = chafa_canvas_config_new();

    chafa_calc_canvas_geometry(picture->width, picture->height, &columns, &rows, 0.5F, TRUE, FALSE);
    chafa_symbol_map_add_by_tags(symbols, ascii ? CHAFA_SYMBOL_TAG_ASCII
                                                : CHAFA_SYMBOL_TAG_BLOCK | CHAFA_SYMBOL_TAG_SPACE);
    chafa_canvas_config_set_geometry(config, columns, rows);
    chafa_canvas_config_set_symbol_map(config, symbols);
    chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_FGBG);
    ChafaCanvas *canvas = chafa_canvas_new(config);
    chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8, picture->pixels, picture->width,
                                 picture->height, picture->width * 3);
    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++)
            print_cell(chafa_canvas_get_char_at(canvas, x, y));
        putchar('\n');
    }
    chafa_canvas_unref(canvas);
    chafa_canvas_config_unref(config);
    chafa_symbol_map_unref(symbols);
}

int main(int argc, char **argv)
{
    struct picture picture;
    int columns = argc > 2 ? picture_number(argv[1], COLUMNS_LIMIT) : 0;
    int rows = argc > 2 ? picture_number(argv[2], COLUMNS_LIMIT) : 0;
    const struct picture_wish wish = {columns * CELL_PIXELS, rows * CELL_PIXELS * 2, false};
    size_t length = 0;

    if (columns == 0 || rows == 0)
        return 64;
    picture_confine();
    uint8_t *bytes = picture_read_input(&length);
    if (bytes == NULL)
        return 1;
    bool read = picture_decode(bytes, length, &wish, &picture);
    free(bytes);
    if (read) {
        printf("%d %d %s\n", picture.whole_width, picture.whole_height, picture.taken);
        print_letters(&picture, columns, rows, argc > 3 && strcmp(argv[3], "ascii") == 0);
    }
    picture_clear(&picture);
    return read && fflush(stdout) == 0 ? 0 : 1;
}
