/* keys.h - the one table of keys.
 *
 * Footer, help screen and the manual page's section are made from its rows, so they can't drift.
 * A key is looked up in the context of the screen, then in that context's parent, up to the root: a
 * row of the nearer context wins (n is "not applicable" on the walk, "next match" in other lists).
 * Contexts in which text is typed have no parent with printable keys.
 */
#ifndef AUDITWALK_UI_KEYS_H
#define AUDITWALK_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/draw.h"
#include "ui/input.h"

enum context {
    CONTEXT_ROOT,   /* everywhere, no printable key: redraw, help by F1, back by Esc */
    CONTEXT_GLOBAL, /* wherever no text is typed: q, ?, L, u, Ctrl-R */
    CONTEXT_LIST,   /* parent of all list screens */
    CONTEXT_AUDITS,
    CONTEXT_WALK,
    CONTEXT_WALK_GROUPS,   /* its left pane, a tree */
    CONTEXT_FINDINGS,      /* list of findings */
    CONTEXT_REGISTER,      /* findings of all audits */
    CONTEXT_EVIDENCE,      /* list of evidence */
    CONTEXT_EVIDENCE_PICK, /* evidence to be linked */
    CONTEXT_PHOTOS,        /* files of the watched folder */
    CONTEXT_CHECKLISTS,    /* of an audit */
    CONTEXT_PROCESSES,     /* of an audit, with their clauses */
    CONTEXT_FILTERS,       /* what a list may leave out */
    CONTEXT_RECORD,        /* one of them, to read */
    CONTEXT_CLOSURE,       /* the path of a finding */
    CONTEXT_ACTIONS,       /* what is due */
    CONTEXT_READY,         /* sign-off of an audit */
    CONTEXT_RESULTS,       /* how an audit stands */
    CONTEXT_DEPLOYMENT,    /* planned against found */
    CONTEXT_ORGANIZATION,  /* processes, sites, areas, people */
    CONTEXT_MEETINGS,      /* of an audit */
    CONTEXT_MEMBERS,       /* the team of an audit */
    CONTEXT_HISTORY,
    CONTEXT_TEAM,
    CONTEXT_PLAN, /* of a merge */
    CONTEXT_CONFLICTS,
    CONTEXT_DUPLICATES,
    CONTEXT_HELP,     /* also any screen that only scrolls text */
    CONTEXT_CONFLICT, /* no list, but it scrolls like one */
    CONTEXT_EDITOR,   /* text is typed: caret and deletion */
    CONTEXT_LINE,     /* one line of it */
    CONTEXT_BLOCK,    /* many lines */
    CONTEXT_FORM,     /* fields around it */
    CONTEXT_EVIDENCE_FORM,
    CONTEXT_FINDING_FORM,
    CONTEXT_FILTER_FORM,
    CONTEXT_EXPORT, /* form */
    CONTEXT_PACKAGE_FORM,
    CONTEXT_MERGE_FORM,
    CONTEXT_SEARCH,  /* the same over everything in the file */
    CONTEXT_PALETTE, /* a line that filters a list below it */
    CONTEXT_DIALOG,
    CONTEXT_COUNT
};

enum action {
    ACTION_NONE,
    /* root and global: handled by the app if the screen does not */
    ACTION_BACK,
    ACTION_QUIT,
    ACTION_HELP,
    ACTION_REDRAW,
    ACTION_LANGUAGE,
    ACTION_SEARCH,    /* everything */
    ACTION_JUMP_BACK, /* to the place before */
    ACTION_JUMP_FORWARD,
    ACTION_PALETTE, /* every action by its name */
    ACTION_DRAFTS,  /* what was typed and not saved */
    ACTION_UNDO,
    ACTION_REDO,
    /* lists: handled by list_act */
    ACTION_UP,
    ACTION_DOWN,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_HALF_UP,
    ACTION_HALF_DOWN,
    ACTION_TOP,
    ACTION_BOTTOM,
    ACTION_OPEN,
    ACTION_FIND,
    ACTION_NEXT_MATCH,
    ACTION_PREVIOUS_MATCH,
    /* trees: handled by tree_act */
    ACTION_FOLD,
    ACTION_UNFOLD,
    ACTION_FOLD_TOGGLE,
    ACTION_FOLD_ALL,
    /* shared by screens */
    ACTION_ADD,    /* new audit, evidence, finding */
    ACTION_DELETE, /* withdraw, with a reason */
    ACTION_SORT,
    ACTION_MARK,
    ACTION_FILTER,
    ACTION_KEEP,
    ACTION_RENAME,
    ACTION_EXPORT,
    ACTION_ATTACH,
    ACTION_FINDINGS,
    ACTION_EVIDENCE_LIST,
    ACTION_HISTORY,
    ACTION_CONFLICTS,
    ACTION_DUPLICATES,
    ACTION_CHECKLISTS,
    ACTION_PROCESSES,
    /* photos */
    ACTION_CAPTURE,
    ACTION_TYPE_PATH,
    ACTION_LOOK_AGAIN,
    /* audits */
    ACTION_DEMO,
    ACTION_OPEN_FILE,
    ACTION_EDIT,
    ACTION_TEAM,
    /* findings */
    ACTION_NUMBER, /* final numbers */
    ACTION_SEPARATE,
    ACTION_CLOSURE,  /* its path to closure */
    ACTION_ACTIONS,  /* what is due */
    ACTION_REGISTER, /* findings of all audits */
    ACTION_CARRIED_OUT,
    ACTION_EXTEND,
    /* sign-off */
    ACTION_READY,
    ACTION_FOLLOW_UP, /* open nonconformities of an earlier audit */
    ACTION_STEP,
    ACTION_SIGN,
    ACTION_RESULTS,
    /* deployment */
    ACTION_DEPLOYMENT,
    /* organization, team and meetings of an audit */
    ACTION_ORGANIZATION,
    ACTION_MEMBERS,
    ACTION_MEETINGS,
    ACTION_EARLIER,
    ACTION_LATER,
    ACTION_OVERRIDE, /* not independent: why all the same */
    ACTION_WORKING,
    ACTION_FAILING,
    /* team and merging */
    ACTION_ACCEPT,
    ACTION_REVOKE,
    ACTION_PACK,
    ACTION_MERGE,
    ACTION_MERGE_UNDO,
    ACTION_APPLY,
    ACTION_DETAILS,
    /* conflicts and duplicates */
    ACTION_TAKE_LEFT,
    ACTION_TAKE_RIGHT,
    ACTION_TAKE_OTHER, /* a third or fourth side, by its letter */
    ACTION_TAKE_BOTH,
    ACTION_NEXT_CONFLICT,
    ACTION_PREVIOUS_CONFLICT,
    ACTION_INTO_RIGHT,
    ACTION_INTO_LEFT,
    ACTION_KEEP_APART,
    ACTION_OPEN_RIGHT,
    /* walk */
    ACTION_CONFORMS,
    ACTION_OFI,
    ACTION_MINOR,
    ACTION_MAJOR,
    ACTION_NA,
    ACTION_NOT_COVERED,
    ACTION_NOT_ASSESSED,
    ACTION_EVIDENCE,
    ACTION_FINDING,
    ACTION_NOTE,
    ACTION_LINK,
    ACTION_COPY,
    ACTION_SAMPLE,
    ACTION_PLACE,
    ACTION_NEXT_OPEN,
    ACTION_PREVIOUS_OPEN,
    ACTION_NEXT_PANE,
    ACTION_PREVIOUS_PANE,
    ACTION_BY_CLAUSE,
    ACTION_BY_AREA,
    ACTION_BY_PROCESS,
    ACTION_BY_METHOD,
    ACTION_BY_GRADE, /* of the results */
    ACTION_BY_MINE,
    ACTION_BY_OPEN,
    /* editors: handled by editor_act */
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_WORD_LEFT,
    ACTION_WORD_RIGHT,
    ACTION_LINE_START,
    ACTION_LINE_END,
    ACTION_TEXT_START,
    ACTION_TEXT_END,
    ACTION_LINE_UP,
    ACTION_LINE_DOWN,
    ACTION_SELECT, /* from here on */
    ACTION_SELECT_LEFT,
    ACTION_SELECT_RIGHT,
    ACTION_SELECT_UP,
    ACTION_SELECT_DOWN,
    ACTION_SELECT_START, /* of the line */
    ACTION_SELECT_END,
    ACTION_CUT,
    ACTION_COPY_TEXT,
    ACTION_PUT,        /* what was cut or copied */
    ACTION_ERASE,      /* before the caret */
    ACTION_ERASE_NEXT, /* at the caret */
    ACTION_ERASE_WORD,
    ACTION_ERASE_LINE,     /* to the start of the line */
    ACTION_ERASE_LINE_END, /* to the end */
    ACTION_NEW_LINE,
    ACTION_EDIT_UNDO,
    ACTION_EXTERNAL, /* $VISUAL, $EDITOR */
    /* forms: handled by form_act */
    ACTION_NEXT_FIELD,
    ACTION_PREVIOUS_FIELD,
    ACTION_ENTER, /* next field, at the last (or in a quick form) saves */
    ACTION_SAVE,
    ACTION_SAVE_NEXT, /* and begins another one */
    ACTION_CANCEL,    /* leaves; asks if something was typed */
    /* dialogs */
    ACTION_YES,
    ACTION_NO,
    ACTION_COUNT
};

enum { BINDING_KEYS = 4 };

struct binding {
    enum context context;
    enum action action;
    int keys[BINDING_KEYS]; /* 0: no more; the first is shown in the footer */
    int rank;               /* place in the footer, 1 is the most important; 0: not there */
    const char *label;      /* msgid, one or two words */
    const char *help;       /* msgid, a sentence */
};

extern const struct binding key_table[];   /* as the program has them */
extern const struct binding *key_bindings; /* as the configuration changed them, see keymap.h */
extern const size_t key_binding_count;     /* of both */

/* For keymap.c: rows of the same order, used from now on. */
void keys_use(const struct binding *rows);

enum context keys_parent(enum context context);       /* itself for the root */
const char *keys_context_title(enum context context); /* msgid, heading in the help */

/* The action of a key, ACTION_NONE if it has none. */
enum action keys_lookup(enum context context, int key);

/* The row that an action has in a context or its parents, or NULL. */
const struct binding *keys_find(enum context context, enum action action);

/* "Ctrl-S", "Tab", "PgDn", "c"; in out (16 bytes is enough). Names of keys are not translated. */
enum { KEY_NAME_SIZE = 16 };
const char *keys_name(int key, char out[KEY_NAME_SIZE]);
/* All keys of a row: "0 - BackSpace"; heap. */
char *keys_names(const struct binding *binding);
/* Only those that do this in a context: a nearer one may have taken some. */
char *keys_names_in(const struct binding *binding, enum context context);

/* True for a key that stands for text: a printable character (not Tab, Enter, control). */
bool keys_is_text(int key);

/* The footer of a context: rows with a rank, translated, nearest context first, then by rank. */
void keys_draw_footer(struct canvas *canvas, int row, int column, int width, enum context context);

#endif
