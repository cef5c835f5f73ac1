/* stage.h - a private home with a device, a checklist and an audit file, and an app without a
 * terminal on it, for tests of whole screens.
 */
#ifndef AUDITWALK_TESTS_UI_STAGE_H
#define AUDITWALK_TESTS_UI_STAGE_H

#include "store/evidence.h"
#include "store/findings.h"
#include "store/walk.h"
#include "ui/app.h"

struct stage {
    char *directory; /* the home; also the current directory */
    char *before;    /* the current directory before */
    char *path;      /* of the audit file */
    struct device device;
    struct store *store; /* NULL: none, or the app owns it */
    struct ident audit;  /* IA-2026-01 over the small checklist */
    struct app *app;
};

/* A home with the checklist and no audit file. */
void stage_make(struct stage *stage);
/* The same with the audit file and its audit, author Li Na. */
void stage_make_audit(struct stage *stage);
void stage_remove(struct stage *stage);

/* Starts the app at that size on a screen, and paints. */
void stage_show(struct stage *stage, struct screen *screen, int rows, int columns);

/* Ends the app and opens the file anew: what is read now is on disk. */
void stage_reopen(struct stage *stage);

/* Presses keys / types text, and paints. */
void stage_key(struct stage *stage, int key);
void stage_type(struct stage *stage, const char *text);
void stage_size(struct stage *stage, int rows, int columns);

/* The text stands on the canvas / does not. */
void stage_has(const struct stage *stage, const char *text);
void stage_lacks(const struct stage *stage, const char *text);

/* A path in the home; heap. */
char *stage_path(const struct stage *stage, const char *name);
void stage_write(const struct stage *stage, const char *name, const char *text);

/* What the file says. */
struct walk_detail stage_detail(const struct stage *stage, const char *ref);
enum result stage_result(const struct stage *stage, const char *ref);
void stage_findings(const struct stage *stage, struct finding_lines *lines);
void stage_evidence(const struct stage *stage, struct evidence_lines *lines);

/* Records made behind the screens, to be shown by them. */
struct ident stage_add_evidence(struct stage *stage, const char *item, const char *title, int kind,
                                const char *path);
struct ident stage_add_finding(struct stage *stage, const char *ref, enum grade grade,
                               const char *statement, const struct ident *evidence);

#endif
