/* keys_table.c - every key of the program, one row an action and context. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/keys.h"

#include "base/i18n.h"

/* clang-format off */
const struct binding key_table[] = {
    /* everywhere */
    {CONTEXT_ROOT, ACTION_BACK, {K_ESCAPE, K_CONTROL('c')}, 0, N_("back"), N_("Go back to the screen before")},
    {CONTEXT_ROOT, ACTION_HELP, {K_F1}, 90, N_("help"), N_("Show the keys of this screen")},
    {CONTEXT_ROOT, ACTION_REDRAW, {K_CONTROL('l')}, 0, N_("redraw"), N_("Paint the screen anew")},

    /* where no text is typed */
    {CONTEXT_GLOBAL, ACTION_BACK, {'q', K_ESCAPE, K_CONTROL('c')}, 80, N_("back"), N_("Go back to the screen before; q on the first screen ends the program, everything is saved already")},
    {CONTEXT_GLOBAL, ACTION_QUIT, {'Q'}, 0, N_("quit"), N_("End the program from any screen; everything is saved already")},
    {CONTEXT_GLOBAL, ACTION_HELP, {'?', K_F1}, 90, N_("help"), N_("Show the keys of this screen")},
    {CONTEXT_GLOBAL, ACTION_LANGUAGE, {'L'}, 85, N_("language"), N_("Change between English and Chinese")},
    {CONTEXT_GLOBAL, ACTION_SEARCH, {'*'}, 86, N_("search"), N_("Search everything in the file: requirements, notes, evidence, findings, names")},
    {CONTEXT_GLOBAL, ACTION_JUMP_BACK, {K_CONTROL('o')}, 0, N_("place before"), N_("Go back to the place that was left by a search or by Space")},
    {CONTEXT_GLOBAL, ACTION_PALETTE, {':'}, 87, N_("actions"), N_("List every action of this screen; type a part of its name, Enter does it")},
    {CONTEXT_GLOBAL, ACTION_DRAFTS, {'W'}, 0, N_("unsaved texts"), N_("List what was typed and not saved when the program ended; Enter goes there")},
    {CONTEXT_GLOBAL, ACTION_UNDO, {'u'}, 60, N_("undo"), N_("Take back the last save of this session")},
    {CONTEXT_GLOBAL, ACTION_REDO, {K_CONTROL('r')}, 0, N_("redo"), N_("Do again what was taken back")},

    /* lists */
    {CONTEXT_LIST, ACTION_UP, {K_UP, 'k', K_CONTROL('p')}, 0, N_("up"), N_("Go to the row above")},
    {CONTEXT_LIST, ACTION_DOWN, {K_DOWN, 'j', K_CONTROL('n')}, 0, N_("down"), N_("Go to the row below")},
    {CONTEXT_LIST, ACTION_PAGE_UP, {K_PAGE_UP, K_CONTROL('b')}, 0, N_("page up"), N_("Go up by a page")},
    {CONTEXT_LIST, ACTION_PAGE_DOWN, {K_PAGE_DOWN, K_CONTROL('f')}, 0, N_("page down"), N_("Go down by a page")},
    {CONTEXT_LIST, ACTION_HALF_UP, {K_CONTROL('u')}, 0, N_("half up"), N_("Go up by half a page")},
    {CONTEXT_LIST, ACTION_HALF_DOWN, {K_CONTROL('d')}, 0, N_("half down"), N_("Go down by half a page")},
    {CONTEXT_LIST, ACTION_TOP, {'g', K_HOME}, 0, N_("first"), N_("Go to the first row")},
    {CONTEXT_LIST, ACTION_BOTTOM, {'G', K_END}, 0, N_("last"), N_("Go to the last row")},
    {CONTEXT_LIST, ACTION_OPEN, {K_ENTER}, 10, N_("open"), N_("Open the selected row")},
    {CONTEXT_LIST, ACTION_FIND, {'/'}, 50, N_("find"), N_("Search in the list")},
    {CONTEXT_LIST, ACTION_NEXT_MATCH, {'n'}, 0, N_("next match"), N_("Go to the next row that matches the search")},
    {CONTEXT_LIST, ACTION_PREVIOUS_MATCH, {'N'}, 0, N_("previous match"), N_("Go to the row before that matches the search")},

    /* audits */
    {CONTEXT_AUDITS, ACTION_OPEN, {K_ENTER, K_RIGHT, 'l'}, 10, N_("open"), N_("Open the selected audit and walk it")},
    {CONTEXT_AUDITS, ACTION_ADD, {'a'}, 12, N_("new audit"), N_("Make a new audit from a checklist")},
    {CONTEXT_AUDITS, ACTION_EDIT, {'e'}, 14, N_("edit"), N_("Edit the plan of the selected audit")},
    {CONTEXT_AUDITS, ACTION_SORT, {'s'}, 0, N_("sort"), N_("Change the order of the list")},
    {CONTEXT_AUDITS, ACTION_FILTER, {'F'}, 28, N_("filter"), N_("Show only the audits that are running, or of one state")},
    {CONTEXT_AUDITS, ACTION_FINDINGS, {'f'}, 16, N_("findings"), N_("List the findings of the selected audit")},
    {CONTEXT_AUDITS, ACTION_ACTIONS, {'A'}, 23, N_("due"), N_("List what is due in all audits: mine, this week, overdue, and how old it is")},
    {CONTEXT_AUDITS, ACTION_READY, {'R'}, 25, N_("sign-off"), N_("What is missing before the next step of the selected audit; steps, signatures, issuing the report")},
    {CONTEXT_AUDITS, ACTION_RESULTS, {'r'}, 22, N_("results"), N_("How the selected audit stands: results by clause, area, process and method, findings by grade")},
    {CONTEXT_AUDITS, ACTION_DEPLOYMENT, {'I'}, 26, N_("deployment"), N_("Security equipment and people of the selected audit, by area: planned against found")},
    {CONTEXT_AUDITS, ACTION_EVIDENCE_LIST, {'V'}, 18, N_("evidence"), N_("List the evidence of the selected audit")},
    {CONTEXT_AUDITS, ACTION_CHECKLISTS, {'K'}, 22, N_("checklists"), N_("The checklists of the selected audit: add, remove, take a newer version")},
    {CONTEXT_AUDITS, ACTION_PROCESSES, {'S'}, 27, N_("processes"), N_("The processes of the selected audit, and the clauses each is audited against")},
    {CONTEXT_AUDITS, ACTION_EXPORT, {'E'}, 20, N_("export"), N_("Write a workbook of the selected audit")},
    {CONTEXT_AUDITS, ACTION_TEAM, {'T'}, 21, N_("team"), N_("Team and merging: laptops, packages, undoing a merge")},
    {CONTEXT_AUDITS, ACTION_CONFLICTS, {'C'}, 24, N_("conflicts"), N_("Decide what laptops disagree about, in all audits")},
    {CONTEXT_AUDITS, ACTION_HISTORY, {'H'}, 0, N_("history"), N_("Show who changed the plan of the selected audit, when, from what to what")},
    {CONTEXT_AUDITS, ACTION_OPEN_FILE, {'o'}, 0, N_("open file"), N_("Open another audit file")},
    {CONTEXT_AUDITS, ACTION_DEMO, {'D'}, 0, N_("demo"), N_("Open the demo of a fictional port operator")},

    /* the walk */
    {CONTEXT_WALK, ACTION_CONFORMS, {'c'}, 1, N_("conforms"), N_("The requirement is met")},
    {CONTEXT_WALK, ACTION_OFI, {'o'}, 2, N_("OFI"), N_("Met, with an opportunity for improvement")},
    {CONTEXT_WALK, ACTION_MINOR, {'m'}, 3, N_("minor"), N_("Minor nonconformity: opens the finding with what is known filled in")},
    {CONTEXT_WALK, ACTION_MAJOR, {'M'}, 4, N_("major"), N_("Major nonconformity: opens the finding with what is known filled in")},
    {CONTEXT_WALK, ACTION_NA, {'n'}, 5, N_("n/a"), N_("Not applicable here; asks why")},
    {CONTEXT_WALK, ACTION_NOT_COVERED, {'x'}, 20, N_("not covered"), N_("Not covered by this audit; asks why")},
    {CONTEXT_WALK, ACTION_NOT_ASSESSED, {'0', '-', K_BACKSPACE}, 0, N_("not assessed"), N_("Back to not assessed; its note and evidence stay")},
    {CONTEXT_WALK, ACTION_EVIDENCE, {'e'}, 6, N_("evidence"), N_("Record evidence for the requirement")},
    {CONTEXT_WALK, ACTION_FINDING, {'f'}, 7, N_("finding"), N_("Raise a finding against the requirement")},
    {CONTEXT_WALK, ACTION_NOTE, {'t'}, 11, N_("note"), N_("Write a note on the requirement")},
    {CONTEXT_WALK, ACTION_ATTACH, {'p'}, 8, N_("photo"), N_("Attach a photo or another file as evidence")},
    {CONTEXT_WALK, ACTION_LINK, {'i'}, 0, N_("link evidence"), N_("Let evidence that is there already count for this requirement, too")},
    {CONTEXT_WALK, ACTION_COPY, {'Y'}, 0, N_("copy evidence"), N_("Record evidence that is there already once more, for this requirement")},
    {CONTEXT_WALK, ACTION_SAMPLE, {'s'}, 0, N_("sample"), N_("Draw a sample, and record how many of its items failed")},
    {CONTEXT_WALK, ACTION_PLACE, {'a'}, 22, N_("place"), N_("Choose the place you stand in; new evidence takes it")},
    {CONTEXT_WALK, ACTION_NEXT_OPEN, {K_SPACE}, 9, N_("next open"), N_("Go to the next requirement that is not assessed")},
    {CONTEXT_WALK, ACTION_PREVIOUS_OPEN, {'b'}, 0, N_("previous open"), N_("Go to the requirement before that is not assessed")},
    {CONTEXT_WALK, ACTION_FIND, {'/'}, 10, N_("find"), N_("Search in the requirements")},
    {CONTEXT_WALK, ACTION_NEXT_MATCH, {'N'}, 0, N_("next match"), N_("Go to the next requirement that matches the search")},
    {CONTEXT_WALK, ACTION_PREVIOUS_MATCH, {'P'}, 0, N_("previous match"), N_("Go to the requirement before that matches the search")},
    {CONTEXT_WALK, ACTION_OPEN, {K_ENTER}, 0, N_("open"), N_("Open the selected clause or requirement")},
    {CONTEXT_WALK, ACTION_NEXT_PANE, {K_TAB, K_RIGHT, 'l'}, 24, N_("pane"), N_("Go to the pane on the right")},
    {CONTEXT_WALK, ACTION_PREVIOUS_PANE, {K_BACK_TAB, K_LEFT, 'h'}, 0, N_("pane left"), N_("Go to the pane on the left")},
    {CONTEXT_WALK, ACTION_BY_CLAUSE, {'1'}, 0, N_("by clause"), N_("Walk in the order of the clauses")},
    {CONTEXT_WALK, ACTION_BY_AREA, {'2'}, 0, N_("by area"), N_("Walk by the places of the facility")},
    {CONTEXT_WALK, ACTION_BY_PROCESS, {'3'}, 0, N_("by process"), N_("Walk by the processes of the audit, each with the clauses it is audited against")},
    {CONTEXT_WALK, ACTION_BY_METHOD, {'4'}, 0, N_("by method"), N_("Walk by the method: interview, observation, documents")},
    {CONTEXT_WALK, ACTION_BY_MINE, {'5'}, 0, N_("mine"), N_("Only the requirements assessed by you")},
    {CONTEXT_WALK, ACTION_BY_OPEN, {'6'}, 0, N_("open only"), N_("Only the requirements that are not assessed")},
    {CONTEXT_WALK, ACTION_FINDINGS, {'F'}, 26, N_("findings"), N_("List the findings of the audit")},
    {CONTEXT_WALK, ACTION_EVIDENCE_LIST, {'V'}, 28, N_("evidence list"), N_("List the evidence of the audit")},
    {CONTEXT_WALK, ACTION_PROCESSES, {'S'}, 33, N_("processes"), N_("The processes of the audit, and the clauses each is audited against")},
    {CONTEXT_WALK, ACTION_READY, {'R'}, 31, N_("sign-off"), N_("What is missing before the next step of the audit; steps, signatures, issuing the report")},
    {CONTEXT_WALK, ACTION_RESULTS, {'r'}, 29, N_("results"), N_("How the audit stands: results by clause, area, process and method, findings by grade")},
    {CONTEXT_WALK, ACTION_DEPLOYMENT, {'I'}, 31, N_("deployment"), N_("Security equipment and people by area: planned against found")},
    {CONTEXT_WALK, ACTION_EXPORT, {'E'}, 30, N_("export"), N_("Write a workbook of the audit")},
    {CONTEXT_WALK, ACTION_CONFLICTS, {'C'}, 32, N_("conflicts"), N_("Decide what laptops disagree about in the audit")},
    {CONTEXT_WALK, ACTION_HISTORY, {'H'}, 34, N_("history"), N_("Show who changed the result and note of the requirement, when, from what to what")},

    /* its left pane */
    {CONTEXT_WALK_GROUPS, ACTION_FOLD, {K_LEFT, 'h'}, 0, N_("fold"), N_("Fold the clause, or go to the one it belongs to")},
    {CONTEXT_WALK_GROUPS, ACTION_UNFOLD, {K_RIGHT, 'l'}, 0, N_("unfold"), N_("Unfold the clause, or go to the pane on the right")},
    {CONTEXT_WALK_GROUPS, ACTION_FOLD_TOGGLE, {'z'}, 1, N_("fold, unfold"), N_("Fold the clause, or unfold it")},
    {CONTEXT_WALK_GROUPS, ACTION_FOLD_ALL, {'Z'}, 2, N_("fold all"), N_("Fold all clauses, or unfold all")},

    /* findings */
    {CONTEXT_FINDINGS, ACTION_ADD, {'a'}, 12, N_("add"), N_("Raise a finding")},
    {CONTEXT_FINDINGS, ACTION_EDIT, {'e'}, 14, N_("edit"), N_("Edit the selected finding")},
    {CONTEXT_FINDINGS, ACTION_CLOSURE, {'p'}, 15, N_("path"), N_("Show the path of the finding to its closure: steps taken, the next one, what it misses")},
    {CONTEXT_FINDINGS, ACTION_SORT, {'s'}, 16, N_("sort"), N_("Change the order of the list")},
    {CONTEXT_FINDINGS, ACTION_FILTER, {'F'}, 18, N_("filter"), N_("Show only findings of one grade or state")},
    {CONTEXT_FINDINGS, ACTION_DELETE, {'d', K_DELETE}, 0, N_("withdraw"), N_("Withdraw the selected finding, with a reason; it stays in the history")},
    {CONTEXT_FINDINGS, ACTION_EXPORT, {'E'}, 20, N_("export"), N_("Write a workbook of the findings")},
    {CONTEXT_FINDINGS, ACTION_HISTORY, {'H'}, 22, N_("history"), N_("Show who changed the selected finding, when, from what to what")},
    {CONTEXT_FINDINGS, ACTION_DUPLICATES, {'D'}, 24, N_("duplicates"), N_("Compare findings that may describe one fact, and merge them")},
    {CONTEXT_FINDINGS, ACTION_NUMBER, {'#'}, 26, N_("number"), N_("Give the findings of the audit their final numbers; the lead does this once")},

    /* evidence */
    {CONTEXT_EVIDENCE, ACTION_ADD, {'a'}, 12, N_("add"), N_("Record evidence")},
    {CONTEXT_EVIDENCE, ACTION_EDIT, {'e'}, 14, N_("edit"), N_("Edit the selected evidence")},
    {CONTEXT_EVIDENCE, ACTION_ATTACH, {'p'}, 16, N_("attach"), N_("Attach a photo or another file to the selected evidence")},
    {CONTEXT_EVIDENCE, ACTION_SORT, {'s'}, 0, N_("sort"), N_("Change the order of the list")},
    {CONTEXT_EVIDENCE, ACTION_FILTER, {'F'}, 18, N_("filter"), N_("Show only evidence of one kind")},
    {CONTEXT_EVIDENCE, ACTION_DELETE, {'d', K_DELETE}, 0, N_("withdraw"), N_("Withdraw the selected evidence, with a reason; it stays in the history")},
    {CONTEXT_EVIDENCE, ACTION_EXPORT, {'E'}, 20, N_("export"), N_("Write a workbook of the audit")},

    {CONTEXT_EVIDENCE, ACTION_HISTORY, {'H'}, 22, N_("history"), N_("Show who changed the selected evidence, when, from what to what")},

    /* photos */
    {CONTEXT_PHOTOS, ACTION_OPEN, {K_ENTER}, 10, N_("attach"), N_("Attach the selected file as evidence")},
    {CONTEXT_PHOTOS, ACTION_CAPTURE, {'c'}, 12, N_("take a photo"), N_("Run the camera command of the configuration")},
    {CONTEXT_PHOTOS, ACTION_TYPE_PATH, {'p'}, 14, N_("other file"), N_("Type the path of a file that is elsewhere")},
    {CONTEXT_PHOTOS, ACTION_LOOK_AGAIN, {'R'}, 16, N_("look again"), N_("Look what came into the folder meanwhile")},

    /* one record */
    {CONTEXT_RECORD, ACTION_OPEN, {K_ENTER}, 10, N_("open"), N_("Open what is linked, save a file")},
    {CONTEXT_RECORD, ACTION_EDIT, {'e'}, 14, N_("edit"), N_("Edit the finding or evidence")},
    {CONTEXT_RECORD, ACTION_CLOSURE, {'p'}, 15, N_("path"), N_("Show the path of the finding to its closure: steps taken, the next one, what it misses")},
    {CONTEXT_RECORD, ACTION_HISTORY, {'H'}, 16, N_("history"), N_("Show who changed it, when, from what to what")},
    {CONTEXT_RECORD, ACTION_SEPARATE, {'S'}, 0, N_("separate"), N_("Take a finding out of the one it was merged into, with a reason")},

    /* the path of a finding */
    {CONTEXT_CLOSURE, ACTION_OPEN, {K_ENTER}, 1, N_("take the step"), N_("Take the selected step, write what it misses first, or edit the selected record")},
    {CONTEXT_CLOSURE, ACTION_ADD, {'a'}, 2, N_("add"), N_("Add a correction, cause, similar case, corrective action, risk review or the criterion of effectiveness")},
    {CONTEXT_CLOSURE, ACTION_DELETE, {'d', K_DELETE}, 4, N_("withdraw"), N_("Withdraw the selected record, with a reason; it stays in the history")},
    {CONTEXT_CLOSURE, ACTION_ACTIONS, {'A'}, 3, N_("action list"), N_("List the corrective actions of the finding: plan, carried out, another due date")},
    {CONTEXT_CLOSURE, ACTION_HISTORY, {'H'}, 5, N_("history"), N_("Show who changed the selected record or the finding, when, from what to what")},

    /* what is due */
    {CONTEXT_ACTIONS, ACTION_OPEN, {K_ENTER}, 1, N_("edit"), N_("Edit the selected action, correction or check")},
    {CONTEXT_ACTIONS, ACTION_CARRIED_OUT, {'x'}, 2, N_("carried out"), N_("Say that the selected action is carried out, with its proof")},
    {CONTEXT_ACTIONS, ACTION_EXTEND, {'t'}, 3, N_("extend"), N_("Another due date for the selected action; who agreed and why stay on record")},
    {CONTEXT_ACTIONS, ACTION_CLOSURE, {'p'}, 4, N_("path"), N_("Show the path of its finding to closure")},
    {CONTEXT_ACTIONS, ACTION_FILTER, {'F'}, 5, N_("filter"), N_("Show only what is mine, due this week or overdue, or what is done too")},
    {CONTEXT_ACTIONS, ACTION_SORT, {'s'}, 6, N_("sort"), N_("The longest overdue first, or the oldest first")},
    {CONTEXT_ACTIONS, ACTION_ADD, {'a'}, 7, N_("add"), N_("Plan a corrective action for the finding")},
    {CONTEXT_ACTIONS, ACTION_DELETE, {'d', K_DELETE}, 0, N_("withdraw"), N_("Withdraw the selected action, with a reason; it stays in the history")},
    {CONTEXT_ACTIONS, ACTION_HISTORY, {'H'}, 0, N_("history"), N_("Show who changed it, when, from what to what")},

    /* sign-off of an audit */
    {CONTEXT_READY, ACTION_OPEN, {K_ENTER}, 1, N_("go there"), N_("Go to what is missing, open the selected record")},
    {CONTEXT_READY, ACTION_STEP, {'s'}, 2, N_("step"), N_("Take the audit a step on: fieldwork, report, issue, follow-up, close; correct or cancel it")},
    {CONTEXT_READY, ACTION_SIGN, {'S'}, 3, N_("sign"), N_("Sign the report as prepared, reviewed or approved")},
    {CONTEXT_READY, ACTION_EDIT, {'e'}, 4, N_("edit"), N_("Edit objectives, scope, criteria and conclusion of the audit")},
    {CONTEXT_READY, ACTION_HISTORY, {'H'}, 5, N_("history"), N_("Show who changed the audit, when, from what to what")},

    /* results */
    {CONTEXT_RESULTS, ACTION_OPEN, {K_ENTER}, 1, N_("walk"), N_("Go to the first requirement of the selected row that is open, or to its first; of findings to their list")},
    {CONTEXT_RESULTS, ACTION_BY_CLAUSE, {'1'}, 2, N_("by clause"), N_("Results by clause")},
    {CONTEXT_RESULTS, ACTION_BY_AREA, {'2'}, 3, N_("by area"), N_("Results by the places of the facility")},
    {CONTEXT_RESULTS, ACTION_BY_PROCESS, {'3'}, 4, N_("by process"), N_("Results by the processes of the audit")},
    {CONTEXT_RESULTS, ACTION_BY_METHOD, {'4'}, 4, N_("by method"), N_("Results by the method: interview, observation, documents")},
    {CONTEXT_RESULTS, ACTION_BY_GRADE, {'5'}, 5, N_("by grade"), N_("Findings by grade, and how far they are on their path to closure")},
    {CONTEXT_RESULTS, ACTION_NEXT_PANE, {K_TAB, K_RIGHT, 'l'}, 6, N_("next view"), N_("Show the next view")},
    {CONTEXT_RESULTS, ACTION_PREVIOUS_PANE, {K_BACK_TAB, K_LEFT, 'h'}, 0, N_("view before"), N_("Show the view before")},
    {CONTEXT_RESULTS, ACTION_FINDINGS, {'F'}, 7, N_("findings"), N_("List the findings of the audit")},
    {CONTEXT_RESULTS, ACTION_EXPORT, {'E'}, 8, N_("export"), N_("Write a workbook of the audit")},

    /* deployment */
    {CONTEXT_DEPLOYMENT, ACTION_WORKING, {'w'}, 1, N_("working"), N_("The selected row works")},
    {CONTEXT_DEPLOYMENT, ACTION_FAILING, {'x'}, 2, N_("failing"), N_("The selected row does not work")},
    {CONTEXT_DEPLOYMENT, ACTION_MINOR, {'m'}, 3, N_("minor"), N_("Raise a minor nonconformity from the selected row, which fails")},
    {CONTEXT_DEPLOYMENT, ACTION_MAJOR, {'M'}, 4, N_("major"), N_("Raise a major nonconformity from the selected row, which fails")},
    {CONTEXT_DEPLOYMENT, ACTION_OPEN, {K_ENTER}, 5, N_("edit"), N_("Edit what is planned and what was found")},
    {CONTEXT_DEPLOYMENT, ACTION_NEXT_OPEN, {K_SPACE}, 6, N_("next open"), N_("Go to the next row that nobody checked")},
    {CONTEXT_DEPLOYMENT, ACTION_ADD, {'a'}, 7, N_("add"), N_("Add what the plan puts somewhere")},
    {CONTEXT_DEPLOYMENT, ACTION_CHECKLISTS, {'K'}, 8, N_("from checklist"), N_("Make a row for every item of a checklist of the audit, for the place you stand in")},
    {CONTEXT_DEPLOYMENT, ACTION_CLOSURE, {'p'}, 9, N_("path"), N_("Show the path of its finding to closure")},
    {CONTEXT_DEPLOYMENT, ACTION_DELETE, {'d', K_DELETE}, 0, N_("withdraw"), N_("Withdraw the selected row, with a reason; it stays in the history")},
    {CONTEXT_DEPLOYMENT, ACTION_HISTORY, {'H'}, 0, N_("history"), N_("Show who changed it, when, from what to what")},

    {CONTEXT_HISTORY, ACTION_OPEN, {K_ENTER}, 10, N_("whole text"), N_("Show the whole texts before and after the change")},

    /* team and merging */
    {CONTEXT_TEAM, ACTION_OPEN, {K_ENTER}, 0, N_("show"), N_("Show everything that is known of the selected laptop")},
    {CONTEXT_TEAM, ACTION_MERGE, {'m'}, 10, N_("merge"), N_("Merge a package: its plan is shown first")},
    {CONTEXT_TEAM, ACTION_PACK, {'p'}, 12, N_("package"), N_("Write a package for other laptops of the team")},
    {CONTEXT_TEAM, ACTION_ACCEPT, {'a'}, 14, N_("accept"), N_("Accept the selected laptop, after its fingerprint was compared")},
    {CONTEXT_TEAM, ACTION_REVOKE, {'r'}, 16, N_("revoke"), N_("Revoke the selected laptop, with a reason: what it writes from now on is never merged")},
    {CONTEXT_TEAM, ACTION_CONFLICTS, {'C'}, 18, N_("conflicts"), N_("Decide what laptops disagree about, in all audits")},
    {CONTEXT_TEAM, ACTION_DUPLICATES, {'D'}, 20, N_("duplicates"), N_("Compare findings that may describe one fact, and merge them")},
    {CONTEXT_TEAM, ACTION_MERGE_UNDO, {'U'}, 22, N_("undo merge"), N_("Bring back the file as it was before the last merge")},
    {CONTEXT_PLAN, ACTION_APPLY, {'a'}, 1, N_("merge"), N_("Write what the plan says into the file")},
    {CONTEXT_PLAN, ACTION_OPEN, {K_ENTER}, 10, N_("show"), N_("Show what would happen to the selected record")},
    {CONTEXT_PLAN, ACTION_DETAILS, {'i'}, 12, N_("all of the plan"), N_("Show packages, numbers and warnings in full")},

    /* conflicts and duplicates */
    {CONTEXT_CONFLICTS, ACTION_OPEN, {K_ENTER, K_RIGHT, 'l'}, 10, N_("decide"), N_("Show both sides of the selected conflict, and decide it")},
    {CONTEXT_CONFLICTS, ACTION_HISTORY, {'H'}, 12, N_("history"), N_("Show who changed the record, when, from what to what")},
    {CONTEXT_CONFLICTS, ACTION_DUPLICATES, {'D'}, 14, N_("duplicates"), N_("Compare findings that may describe one fact, and merge them")},
    {CONTEXT_CONFLICT, ACTION_TAKE_LEFT, {'a'}, 1, N_("take A"), N_("Take what A says; asks why")},
    {CONTEXT_CONFLICT, ACTION_TAKE_RIGHT, {'b'}, 2, N_("take B"), N_("Take what B says; asks why")},
    {CONTEXT_CONFLICT, ACTION_TAKE_OTHER, {'c', 'd'}, 0, N_("take C"), N_("Take what a third or fourth side says; asks why")},
    {CONTEXT_CONFLICT, ACTION_TAKE_BOTH, {'+'}, 3, N_("both"), N_("Keep both texts, one under the other; asks why")},
    {CONTEXT_CONFLICT, ACTION_EDIT, {'e'}, 4, N_("edit"), N_("Write the text, or choose the value, that shall stand; asks why")},
    {CONTEXT_CONFLICT, ACTION_OPEN, {K_ENTER}, 0, N_("take"), N_("Take what the side in focus says; asks why")},
    {CONTEXT_CONFLICT, ACTION_NEXT_CONFLICT, {'n'}, 5, N_("next one"), N_("Go to the next conflict; this one stays open")},
    {CONTEXT_CONFLICT, ACTION_PREVIOUS_CONFLICT, {'p'}, 6, N_("one before"), N_("Go to the conflict before")},
    {CONTEXT_CONFLICT, ACTION_NEXT_PANE, {K_TAB, ']', K_RIGHT, 'l'}, 7, N_("other side"), N_("Go to the next side; with more than two, the pair that is shown moves along")},
    {CONTEXT_CONFLICT, ACTION_PREVIOUS_PANE, {K_BACK_TAB, '[', K_LEFT, 'h'}, 0, N_("side before"), N_("Go to the side before")},
    {CONTEXT_CONFLICT, ACTION_HISTORY, {'H'}, 8, N_("history"), N_("Show who changed the record, when, from what to what")},
    {CONTEXT_CONFLICT, ACTION_UP, {K_UP, 'k'}, 0, N_("up"), N_("Scroll up by a line")},
    {CONTEXT_CONFLICT, ACTION_DOWN, {K_DOWN, 'j'}, 0, N_("down"), N_("Scroll down by a line")},
    {CONTEXT_CONFLICT, ACTION_PAGE_UP, {K_PAGE_UP, K_CONTROL('b'), K_CONTROL('u')}, 0, N_("page up"), N_("Go up by a page")},
    {CONTEXT_CONFLICT, ACTION_PAGE_DOWN, {K_PAGE_DOWN, K_CONTROL('f'), K_CONTROL('d')}, 0, N_("page down"), N_("Go down by a page")},
    {CONTEXT_CONFLICT, ACTION_TOP, {'g', K_HOME}, 0, N_("first"), N_("Go to the first line")},
    {CONTEXT_CONFLICT, ACTION_BOTTOM, {'G', K_END}, 0, N_("last"), N_("Go to the last line")},
    {CONTEXT_DUPLICATES, ACTION_INTO_RIGHT, {'>'}, 1, N_("left into right"), N_("Merge the left finding into the right one; asks why")},
    {CONTEXT_DUPLICATES, ACTION_INTO_LEFT, {'<'}, 2, N_("right into left"), N_("Merge the right finding into the left one; asks why")},
    {CONTEXT_DUPLICATES, ACTION_KEEP_APART, {'x'}, 3, N_("keep apart"), N_("They are two facts: do not propose them again; asks why")},
    {CONTEXT_DUPLICATES, ACTION_OPEN, {K_ENTER, K_LEFT, 'h'}, 4, N_("open left"), N_("Open the left finding")},
    {CONTEXT_DUPLICATES, ACTION_OPEN_RIGHT, {K_RIGHT, 'l'}, 5, N_("open right"), N_("Open the right finding")},

    /* checklists of an audit */
    {CONTEXT_CHECKLISTS, ACTION_OPEN, {K_ENTER}, 10, N_("newer version"), N_("Show what the version that is here would change, and take it")},
    {CONTEXT_CHECKLISTS, ACTION_ADD, {'a'}, 12, N_("add"), N_("Add a checklist to the audit")},
    {CONTEXT_CHECKLISTS, ACTION_DELETE, {'d', K_DELETE}, 14, N_("take out"), N_("Take the selected checklist out of the audit, with a reason; its answers stay in the history")},

    /* processes of an audit */
    {CONTEXT_PROCESSES, ACTION_OPEN, {K_ENTER, 'e'}, 10, N_("clauses"), N_("Write what the selected process is audited against: 8.4, 8.5.2, 9.1-9.3")},
    {CONTEXT_PROCESSES, ACTION_ADD, {'a'}, 12, N_("add"), N_("Put a process into the plan of the audit")},
    {CONTEXT_PROCESSES, ACTION_DELETE, {'d', K_DELETE}, 14, N_("take out"), N_("Take the selected process out of the plan, with a reason; what was recorded stays")},
    {CONTEXT_PROCESSES, ACTION_HISTORY, {'H'}, 16, N_("history"), N_("Show who changed its clauses, when, from what to what")},

    /* text */
    {CONTEXT_EDITOR, ACTION_LEFT, {K_LEFT, K_CONTROL('b')}, 0, N_("left"), N_("Go left by a character")},
    {CONTEXT_EDITOR, ACTION_RIGHT, {K_RIGHT, K_CONTROL('f')}, 0, N_("right"), N_("Go right by a character")},
    {CONTEXT_EDITOR, ACTION_WORD_LEFT, {K_CTRL_LEFT}, 0, N_("word left"), N_("Go left by a word")},
    {CONTEXT_EDITOR, ACTION_WORD_RIGHT, {K_CTRL_RIGHT}, 0, N_("word right"), N_("Go right by a word")},
    {CONTEXT_EDITOR, ACTION_LINE_START, {K_HOME, K_CONTROL('a')}, 0, N_("line start"), N_("Go to the start of the line")},
    {CONTEXT_EDITOR, ACTION_LINE_END, {K_END}, 0, N_("line end"), N_("Go to the end of the line")},
    {CONTEXT_EDITOR, ACTION_TEXT_START, {K_CTRL_HOME}, 0, N_("text start"), N_("Go to the start of the text")},
    {CONTEXT_EDITOR, ACTION_TEXT_END, {K_CTRL_END}, 0, N_("text end"), N_("Go to the end of the text")},
    {CONTEXT_EDITOR, ACTION_ERASE, {K_BACKSPACE, K_CONTROL('h')}, 0, N_("erase"), N_("Erase the character before the caret")},
    {CONTEXT_EDITOR, ACTION_ERASE_NEXT, {K_DELETE, K_CONTROL('d')}, 0, N_("erase next"), N_("Erase the character at the caret")},
    {CONTEXT_EDITOR, ACTION_ERASE_WORD, {K_CONTROL('w')}, 0, N_("erase word"), N_("Erase the word before the caret")},
    {CONTEXT_EDITOR, ACTION_ERASE_LINE, {K_CONTROL('u')}, 0, N_("erase to start"), N_("Erase to the start of the line")},
    {CONTEXT_EDITOR, ACTION_ERASE_LINE_END, {K_CONTROL('k')}, 0, N_("erase to end"), N_("Erase to the end of the line")},
    {CONTEXT_EDITOR, ACTION_EDIT_UNDO, {K_CONTROL('z')}, 0, N_("undo typing"), N_("Take back what was typed last in this field")},
    {CONTEXT_EDITOR, ACTION_SELECT, {K_CTRL_SPACE}, 0, N_("select"), N_("Select from here on, by moving; again or Esc: end that")},
    {CONTEXT_EDITOR, ACTION_SELECT_LEFT, {K_SHIFT_LEFT}, 0, N_("select left"), N_("Select a character to the left")},
    {CONTEXT_EDITOR, ACTION_SELECT_RIGHT, {K_SHIFT_RIGHT}, 0, N_("select right"), N_("Select a character to the right")},
    {CONTEXT_EDITOR, ACTION_SELECT_UP, {K_SHIFT_UP}, 0, N_("select up"), N_("Select to the line above")},
    {CONTEXT_EDITOR, ACTION_SELECT_DOWN, {K_SHIFT_DOWN}, 0, N_("select down"), N_("Select to the line below")},
    {CONTEXT_EDITOR, ACTION_SELECT_START, {K_SHIFT_HOME}, 0, N_("select to start"), N_("Select to the start of the line")},
    {CONTEXT_EDITOR, ACTION_SELECT_END, {K_SHIFT_END}, 0, N_("select to end"), N_("Select to the end of the line")},
    {CONTEXT_EDITOR, ACTION_CUT, {K_CONTROL('x')}, 0, N_("cut"), N_("Cut what is selected, to put it somewhere else")},
    {CONTEXT_EDITOR, ACTION_COPY_TEXT, {K_CONTROL('y')}, 0, N_("copy"), N_("Copy what is selected")},
    {CONTEXT_EDITOR, ACTION_PUT, {K_CONTROL('v')}, 0, N_("put"), N_("Put what was cut or copied here, in this field or another")},
    {CONTEXT_EDITOR, ACTION_PALETTE, {K_CONTROL('g')}, 0, N_("actions"), N_("List every action of this field and its form; type a part of its name, Enter does it")},
    {CONTEXT_LINE, ACTION_LINE_END, {K_END, K_CONTROL('e')}, 0, N_("line end"), N_("Go to the end of the line")},
    {CONTEXT_BLOCK, ACTION_NEW_LINE, {K_ENTER}, 0, N_("new line"), N_("Start a new line")},
    {CONTEXT_BLOCK, ACTION_LINE_UP, {K_UP, K_CONTROL('p')}, 0, N_("line up"), N_("Go to the line above")},
    {CONTEXT_BLOCK, ACTION_LINE_DOWN, {K_DOWN, K_CONTROL('n')}, 0, N_("line down"), N_("Go to the line below")},
    {CONTEXT_BLOCK, ACTION_EXTERNAL, {K_CONTROL('e')}, 40, N_("editor"), N_("Edit the text in $VISUAL or $EDITOR")},

    /* forms */
    {CONTEXT_FORM, ACTION_SAVE, {K_CONTROL('s')}, 1, N_("save"), N_("Save and leave")},
    {CONTEXT_FORM, ACTION_ENTER, {K_ENTER}, 0, N_("next"), N_("Go to the next field; at the last one save")},
    {CONTEXT_FORM, ACTION_NEXT_FIELD, {K_TAB, K_DOWN}, 2, N_("next field"), N_("Go to the next field")},
    {CONTEXT_FORM, ACTION_PREVIOUS_FIELD, {K_BACK_TAB, K_UP}, 0, N_("field before"), N_("Go to the field before")},
    {CONTEXT_FORM, ACTION_CANCEL, {K_ESCAPE, K_CONTROL('c')}, 3, N_("leave"), N_("Leave without saving; asks if something was typed")},
    {CONTEXT_FORM, ACTION_PALETTE, {K_CONTROL('g')}, 50, N_("actions"), N_("List every action of this form; type a part of its name, Enter does it")},
    {CONTEXT_EVIDENCE_FORM, ACTION_ENTER, {K_ENTER}, 1, N_("save"), N_("Save the evidence")},
    {CONTEXT_EVIDENCE_FORM, ACTION_NEXT_FIELD, {K_TAB, K_DOWN}, 2, N_("more fields"), N_("Show more fields; go to the next one")},
    {CONTEXT_EVIDENCE_FORM, ACTION_EXTERNAL, {K_CONTROL('e')}, 0, N_("editor"), N_("Edit a long text in $VISUAL or $EDITOR")},
    {CONTEXT_FINDING_FORM, ACTION_EXTERNAL, {K_CONTROL('e')}, 4, N_("editor"), N_("Edit a long text in $VISUAL or $EDITOR")},
    {CONTEXT_EXPORT, ACTION_SAVE, {K_CONTROL('s')}, 1, N_("write"), N_("Write the workbook")},
    {CONTEXT_PACKAGE_FORM, ACTION_SAVE, {K_CONTROL('s')}, 1, N_("write"), N_("Write the package")},
    {CONTEXT_MERGE_FORM, ACTION_SAVE, {K_CONTROL('s')}, 1, N_("read"), N_("Read the package and show the plan; nothing is written yet")},

    /* a line that filters a list */
    {CONTEXT_PALETTE, ACTION_UP, {K_UP, K_CONTROL('p')}, 0, N_("up"), N_("Go to the row above")},
    {CONTEXT_PALETTE, ACTION_DOWN, {K_DOWN, K_CONTROL('n')}, 0, N_("down"), N_("Go to the row below")},
    {CONTEXT_PALETTE, ACTION_PAGE_UP, {K_PAGE_UP}, 0, N_("page up"), N_("Go up by a page")},
    {CONTEXT_PALETTE, ACTION_PAGE_DOWN, {K_PAGE_DOWN}, 0, N_("page down"), N_("Go down by a page")},
    {CONTEXT_SEARCH, ACTION_SAVE, {K_CONTROL('s')}, 2, N_("keep search"), N_("Keep the words, to be chosen when nothing is typed; again: forget them")},
    {CONTEXT_SEARCH, ACTION_OPEN, {K_ENTER}, 1, N_("go there"), N_("Go to the place of the selected hit")},
    {CONTEXT_PALETTE, ACTION_OPEN, {K_ENTER}, 1, N_("do it"), N_("Do what is selected")},

    /* dialogs */
    {CONTEXT_DIALOG, ACTION_OPEN, {K_ENTER}, 0, N_("choose"), N_("Choose what is selected")},
    {CONTEXT_DIALOG, ACTION_YES, {'y'}, 0, N_("yes"), N_("Do it")},
    {CONTEXT_DIALOG, ACTION_NO, {'n', K_ESCAPE, K_CONTROL('c')}, 0, N_("no"), N_("Do not do it")},
};
/* clang-format on */

const size_t key_binding_count = sizeof key_table / sizeof key_table[0];
