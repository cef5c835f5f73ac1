/* floor.c - what a screen costs at least: an empty program on the same terminal library.
 *
 *     tests/bench/screen.py compares auditwalk with it (make bench-screen)
 *
 * It fills the terminal with rows, moves a bar over them with j and k, pages with Ctrl-D and
 * Ctrl-U, and ends with q. Nothing is read, nothing is loaded: what it needs nobody can save. With
 * the word "detail" the right part of each row is a text about the row that is selected, as on the
 * walk.
 */
#include <curses.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>

struct floor {
    int rows; /* of the list; the first and the last line of the terminal are not its */
    int columns;
    int top;
    int selected;
    bool detail;
};

static void draw_detail(const struct floor *floor, int row)
{
    static const char text[] = "Who looks at the seal before the container leaves, what is written "
                               "down of it, and who reads that? Show me the last ten entries. ";
    int width = floor->columns * 38 / 100;
    size_t start = ((size_t)floor->selected * 31 + (size_t)row * 17) % (sizeof text - 1);

    mvprintw(row + 1, floor->columns - width, "| %-*.*s", width - 2, width - 2, text + start);
}

static void draw_row(const struct floor *floor, int row)
{
    int number = floor->top + row;

    if (number == floor->selected)
        attron(A_REVERSE);
    mvprintw(row + 1, 0, "%-*.*s", floor->columns, floor->columns, "");
    mvprintw(row + 1, 0, " 8.4 (%d)   Requirement number %d, with a heading as long as one is",
             number, number);
    mvprintw(row + 1, floor->columns - 20, "%3d/%-3d  item %d", number % 17, 17, number);
    attroff(A_REVERSE);
    if (floor->detail)
        draw_detail(floor, row);
}

static void draw(struct floor *floor)
{
    getmaxyx(stdscr, floor->rows, floor->columns);
    floor->rows -= 2;
    mvprintw(0, 0, " The floor  %d", floor->selected);
    for (int row = 0; row < floor->rows; row++)
        draw_row(floor, row);
    mvprintw(floor->rows + 1, 0, " j down  k up  q quit");
    refresh();
}

static void move_bar(struct floor *floor, int step)
{
    floor->selected = floor->selected + step < 0 ? 0 : floor->selected + step;
    if (floor->selected < floor->top)
        floor->top = floor->selected;
    if (floor->selected >= floor->top + floor->rows)
        floor->top = floor->selected - floor->rows + 1;
}

int main(int argc, char **argv)
{
    struct floor floor = {.detail = argc > 1 && strcmp(argv[1], "detail") == 0};

    setlocale(LC_ALL, "");
    if (newterm(NULL, stdout, stdin) == NULL)
        return 1;
    raw();
    noecho();
    keypad(stdscr, TRUE);
    curs_set(0);
    draw(&floor);
    for (int key; (key = getch()) != 'q' && key != ERR; draw(&floor)) {
        if (key == 'j' || key == KEY_DOWN)
            move_bar(&floor, 1);
        else if (key == 'k' || key == KEY_UP)
            move_bar(&floor, -1);
        else if (key == 4 || key == KEY_NPAGE)
            move_bar(&floor, floor.rows);
        else if (key == 21 || key == KEY_PPAGE)
            move_bar(&floor, -floor.rows);
    }
    endwin();
    return 0;
}
