/* code.c - the rows of the domain's closed lists. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/code.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#define LIST(variable, title, table)                                                               \
    const struct code_list variable = {title, table, sizeof(table) / sizeof(table)[0] - 1}

static const struct code results[] = {
    {"not-assessed", N_("Not assessed"), "·", '.', TONE_MUTED},
    {"conforming", N_("Conforming"), "✓", '+', TONE_GOOD},
    {"ofi", N_("Opportunity for improvement"), "◆", 'o', TONE_NOTICE},
    {"minor", N_("Minor nonconformity"), "▲", '!', TONE_WARN},
    {"major", N_("Major nonconformity"), "✖", 'X', TONE_BAD},
    {"na", N_("Not applicable"), "–", '-', TONE_MUTED},
    {"not-covered", N_("Not covered"), "○", '0', TONE_MUTED},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_results, "result", results);

static const struct code grades[] = {
    {"major", N_("Major nonconformity"), "✖", 'X', TONE_BAD},
    {"minor", N_("Minor nonconformity"), "▲", '!', TONE_WARN},
    {"ofi", N_("Opportunity for improvement"), "◆", 'o', TONE_NOTICE},
    {"good-practice", N_("Good practice"), "★", '*', TONE_GOOD},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_grades, "grade", grades);

static const struct code obligations[] = {{"shall", N_("Requirement"), "■", 'R', TONE_PLAIN},
                                          {"should", N_("Recommendation"), "□", 'r', TONE_PLAIN},
                                          {"own", N_("Own requirement"), "▪", 'O', TONE_PLAIN},
                                          {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_obligations, "obligation", obligations);

static const struct code evidence_kinds[] = {
    {"document", N_("Document"), "D", 'D', TONE_PLAIN},
    {"record", N_("Record"), "R", 'R', TONE_PLAIN},
    {"observation", N_("Observation"), "O", 'O', TONE_PLAIN},
    {"interview", N_("Interview"), "I", 'I', TONE_PLAIN},
    {"measurement", N_("Measurement"), "M", 'M', TONE_PLAIN},
    {"photo", N_("Photo"), "P", 'P', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_evidence_kinds, "evidence kind", evidence_kinds);

static const struct code methods[] = {{"interview", N_("Interview"), "I", 'I', TONE_PLAIN},
                                      {"observation", N_("Observation"), "O", 'O', TONE_PLAIN},
                                      {"records", N_("Document review"), "D", 'D', TONE_PLAIN},
                                      {"measurement", N_("Measurement"), "M", 'M', TONE_PLAIN},
                                      {"reperformance", N_("Re-performance"), "P", 'P', TONE_PLAIN},
                                      {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_methods, "method", methods);

static const struct code audit_types[] = {
    {"internal", N_("Internal audit"), " ", ' ', TONE_PLAIN},
    {"follow-up", N_("Follow-up audit"), " ", ' ', TONE_PLAIN},
    {"supplier", N_("Supplier audit"), " ", ' ', TONE_PLAIN},
    {"special", N_("Special audit"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_audit_types, "audit type", audit_types);

static const struct code audit_states[] = {{"planned", N_("planned"), "○", 'p', TONE_MUTED},
                                           {"prepared", N_("prepared"), "◔", 'P', TONE_PLAIN},
                                           {"fieldwork", N_("fieldwork"), "◑", 'f', TONE_NOTICE},
                                           {"reporting", N_("reporting"), "◕", 'r', TONE_NOTICE},
                                           {"issued", N_("issued"), "●", 'i', TONE_GOOD},
                                           {"follow-up", N_("follow-up"), "↻", 'F', TONE_NOTICE},
                                           {"closed", N_("closed"), "✓", 'c', TONE_GOOD},
                                           {"cancelled", N_("cancelled"), "×", 'x', TONE_MUTED},
                                           {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_audit_states, "audit state", audit_states);

static const struct code team_roles[] = {
    {"lead", N_("Lead auditor"), " ", ' ', TONE_PLAIN},
    {"auditor", N_("Auditor"), " ", ' ', TONE_PLAIN},
    {"expert", N_("Technical expert"), " ", ' ', TONE_PLAIN},
    {"observer", N_("Observer"), " ", ' ', TONE_PLAIN},
    {"trainee", N_("Auditor in training"), " ", ' ', TONE_PLAIN},
    {"auditee", N_("Auditee representative"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_team_roles, "team role", team_roles);

/* The path of 10.2, in its order; the rules of each step are core/closure.c. */
static const struct code finding_states[] = {
    {"raised", N_("raised"), "○", 'r', TONE_WARN},
    {"acknowledged", N_("acknowledged"), "◔", 'a', TONE_NOTICE},
    {"contained", N_("corrected"), "◔", 'c', TONE_NOTICE},
    {"analysed", N_("cause analysed"), "◑", 'n', TONE_NOTICE},
    {"proposed", N_("plan proposed"), "◑", 'p', TONE_NOTICE},
    {"accepted", N_("plan accepted"), "◑", 'P', TONE_NOTICE},
    {"implemented", N_("implemented"), "◕", 'i', TONE_NOTICE},
    {"verified", N_("effectiveness verified"), "◕", 'v', TONE_GOOD},
    {"closed", N_("closed"), "✓", 'C', TONE_GOOD},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_finding_states, "finding state", finding_states);

static const struct code finding_sources[] = {
    {"audit", N_("Audit"), " ", ' ', TONE_PLAIN},
    {"incident", N_("Incident"), " ", ' ', TONE_PLAIN},
    {"near-miss", N_("Near miss"), " ", ' ', TONE_PLAIN},
    {"false-alarm", N_("False alarm"), " ", ' ', TONE_PLAIN},
    {"complaint", N_("Complaint"), " ", ' ', TONE_PLAIN},
    {"exercise", N_("Exercise"), " ", ' ', TONE_PLAIN},
    {"other", N_("Other"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_finding_sources, "finding source", finding_sources);

static const struct code confidentiality[] = {
    {"internal", N_("Internal"), " ", ' ', TONE_PLAIN},
    {"confidential", N_("Confidential"), " ", ' ', TONE_WARN},
    {"restricted", N_("Restricted"), " ", ' ', TONE_BAD},
    {"public", N_("Public"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_confidentiality, "confidentiality", confidentiality);

static const struct code importance[] = {{"low", N_("Low"), " ", ' ', TONE_PLAIN},
                                         {"medium", N_("Medium"), " ", ' ', TONE_NOTICE},
                                         {"high", N_("High"), " ", ' ', TONE_WARN},
                                         {"critical", N_("Critical"), " ", ' ', TONE_BAD},
                                         {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_importance, "importance", importance);

static const struct code sample_methods[] = {
    {"judgement", N_("Judgement-based"), " ", ' ', TONE_PLAIN},
    {"random", N_("Random"), " ", ' ', TONE_PLAIN},
    {"systematic", N_("Every nth"), " ", ' ', TONE_PLAIN},
    {"complete", N_("Complete"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_sample_methods, "sample method", sample_methods);

static const struct code pdca[] = {{"plan", N_("Plan"), "P", 'P', TONE_PLAIN},
                                   {"do", N_("Do"), "D", 'D', TONE_PLAIN},
                                   {"check", N_("Check"), "C", 'C', TONE_PLAIN},
                                   {"act", N_("Act"), "A", 'A', TONE_PLAIN},
                                   {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_pdca, "PDCA stage", pdca);

static const struct code places[] = {
    {"gate", N_("Gate"), " ", ' ', TONE_PLAIN},
    {"perimeter", N_("Perimeter"), " ", ' ', TONE_PLAIN},
    {"parking", N_("Parking"), " ", ' ', TONE_PLAIN},
    {"staff-entrance", N_("Staff entrance"), " ", ' ', TONE_PLAIN},
    {"reception", N_("Reception"), " ", ' ', TONE_PLAIN},
    {"guard-post", N_("Guard post"), " ", ' ', TONE_PLAIN},
    {"control-room", N_("Control room"), " ", ' ', TONE_PLAIN},
    {"security-office", N_("Security office"), " ", ' ', TONE_PLAIN},
    {"key-store", N_("Key store"), " ", ' ', TONE_PLAIN},
    {"yard", N_("Yard"), " ", ' ', TONE_PLAIN},
    {"warehouse", N_("Warehouse"), " ", ' ', TONE_PLAIN},
    {"dock", N_("Loading dock"), " ", ' ', TONE_PLAIN},
    {"berth", N_("Berth"), " ", ' ', TONE_PLAIN},
    {"rail", N_("Rail siding"), " ", ' ', TONE_PLAIN},
    {"restricted-area", N_("Restricted area"), " ", ' ', TONE_PLAIN},
    {"workshop", N_("Workshop"), " ", ' ', TONE_PLAIN},
    {"contractor-area", N_("Contractors' area"), " ", ' ', TONE_PLAIN},
    {"mail-room", N_("Mail room"), " ", ' ', TONE_PLAIN},
    {"server-room", N_("Server room"), " ", ' ', TONE_PLAIN},
    {"it-office", N_("IT office"), " ", ' ', TONE_PLAIN},
    {"hr-office", N_("Human resources office"), " ", ' ', TONE_PLAIN},
    {"procurement-office", N_("Procurement office"), " ", ' ', TONE_PLAIN},
    {"legal-office", N_("Legal office"), " ", ' ', TONE_PLAIN},
    {"management-office", N_("Management office"), " ", ' ', TONE_PLAIN},
    {"training-room", N_("Training room"), " ", ' ', TONE_PLAIN},
    {"assembly-point", N_("Assembly point"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_places, "place", places);

static const struct code yes_partly_no[] = {{"yes", N_("Yes"), "✓", 'y', TONE_GOOD},
                                            {"partly", N_("Partly"), "◑", 'p', TONE_NOTICE},
                                            {"no", N_("No"), "✖", 'n', TONE_WARN},
                                            {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_yes_partly_no, "answer", yes_partly_no);

static const struct code roster_states[] = {{"accepted", N_("accepted"), "✓", '+', TONE_GOOD},
                                            {"revoked", N_("revoked"), "×", 'x', TONE_BAD},
                                            {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_roster_states, "roster state", roster_states);

static const struct code decision_kinds[] = {
    {"conflict", N_("Disagreement decided"), " ", ' ', TONE_PLAIN},
    {"merged", N_("Findings merged"), " ", ' ', TONE_PLAIN},
    {"separated", N_("Findings separated"), " ", ' ', TONE_PLAIN},
    {"distinct", N_("Findings kept apart"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_decision_kinds, "decision kind", decision_kinds);

static const struct code conflict_kinds[] = {
    {"opinion", N_("Diverging opinions"), "≠", '#', TONE_WARN},
    {"text", N_("Text"), "≠", '#', TONE_NOTICE},
    {"value", N_("Value"), "≠", '#', TONE_NOTICE},
    {"withdrawal", N_("Withdrawn and edited"), "≠", '#', TONE_WARN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_conflict_kinds, "conflict kind", conflict_kinds);

/* Steps of the paths; their rules are core/closure.c and core/audit_path.c. */
static const struct code finding_actions[] = {
    {"acknowledge", N_("acknowledge"), " ", ' ', TONE_PLAIN},
    {"dispute", N_("dispute"), " ", ' ', TONE_WARN},
    {"settle", N_("settle the dispute"), " ", ' ', TONE_PLAIN},
    {"contain", N_("corrected"), " ", ' ', TONE_PLAIN},
    {"analyse", N_("cause found"), " ", ' ', TONE_PLAIN},
    {"propose", N_("propose the plan"), " ", ' ', TONE_PLAIN},
    {"accept", N_("accept the plan"), " ", ' ', TONE_GOOD},
    {"reject", N_("reject the plan"), " ", ' ', TONE_WARN},
    {"implement", N_("carried out"), " ", ' ', TONE_PLAIN},
    {"verify", N_("verify the effectiveness"), " ", ' ', TONE_GOOD},
    {"fail", N_("not effective"), " ", ' ', TONE_BAD},
    {"close", N_("close"), " ", ' ', TONE_GOOD},
    {"reopen", N_("raise again"), " ", ' ', TONE_WARN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_finding_actions, "step of a finding", finding_actions);

static const struct code audit_actions[] = {
    {"prepare", N_("prepared"), " ", ' ', TONE_PLAIN},
    {"start", N_("begin the fieldwork"), " ", ' ', TONE_PLAIN},
    {"report", N_("begin the report"), " ", ' ', TONE_PLAIN},
    {"resume", N_("back to the fieldwork"), " ", ' ', TONE_PLAIN},
    {"issue", N_("issue the report"), " ", ' ', TONE_GOOD},
    {"revise", N_("correct the issued report"), " ", ' ', TONE_WARN},
    {"follow-up", N_("begin the follow-up"), " ", ' ', TONE_PLAIN},
    {"close", N_("close the audit"), " ", ' ', TONE_GOOD},
    {"cancel", N_("cancel the audit"), " ", ' ', TONE_WARN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_audit_actions, "step of an audit", audit_actions);

static const struct code correction_kinds[] = {
    {"correction", N_("Correction"), " ", ' ', TONE_PLAIN},
    {"containment", N_("Containment"), " ", ' ', TONE_PLAIN},
    {"consequence", N_("Consequence dealt with"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_correction_kinds, "kind of correction", correction_kinds);

static const struct code cause_methods[] = {
    {"five-whys", N_("5 whys"), " ", ' ', TONE_PLAIN},
    {"fishbone", N_("Cause and effect diagram"), " ", ' ', TONE_PLAIN},
    {"fault-tree", N_("Fault tree"), " ", ' ', TONE_PLAIN},
    {"barrier", N_("Barrier analysis"), " ", ' ', TONE_PLAIN},
    {"other", N_("Other method"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_cause_methods, "cause analysis", cause_methods);

static const struct code cause_categories[] = {
    {"people", N_("People"), " ", ' ', TONE_PLAIN},
    {"competence", N_("Competence"), " ", ' ', TONE_PLAIN},
    {"procedure", N_("Procedure"), " ", ' ', TONE_PLAIN},
    {"equipment", N_("Equipment"), " ", ' ', TONE_PLAIN},
    {"environment", N_("Surroundings"), " ", ' ', TONE_PLAIN},
    {"supplier", N_("Supplier"), " ", ' ', TONE_PLAIN},
    {"communication", N_("Communication"), " ", ' ', TONE_PLAIN},
    {"supervision", N_("Supervision"), " ", ' ', TONE_PLAIN},
    {"management", N_("Management system"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_cause_categories, "kind of cause", cause_categories);

static const struct code similar_results[] = {
    {"none", N_("None found"), " ", ' ', TONE_GOOD},
    {"found", N_("Found"), " ", ' ', TONE_WARN},
    {"possible", N_("Could occur"), " ", ' ', TONE_NOTICE},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_similar_results, "similar cases", similar_results);

static const struct code review_kinds[] = {
    {"review", N_("Risk review"), " ", ' ', TONE_PLAIN},
    {"emergency", N_("Emergency exemption"), " ", ' ', TONE_WARN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_review_kinds, "risk review", review_kinds);

static const struct code review_results[] = {
    {"acceptable", N_("Acceptable"), " ", ' ', TONE_GOOD},
    {"conditions", N_("Acceptable with conditions"), " ", ' ', TONE_NOTICE},
    {"unacceptable", N_("Not acceptable"), " ", ' ', TONE_BAD},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_review_results, "result of the risk review", review_results);

static const struct code effects[] = {{"effective", N_("Effective"), "✓", 'y', TONE_GOOD},
                                      {"partly", N_("Partly effective"), "◑", 'p', TONE_NOTICE},
                                      {"not", N_("Not effective"), "✖", 'n', TONE_BAD},
                                      {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_effects, "effectiveness", effects);

static const struct code sign_steps[] = {{"prepared", N_("Prepared"), " ", ' ', TONE_PLAIN},
                                         {"reviewed", N_("Reviewed"), " ", ' ', TONE_PLAIN},
                                         {"approved", N_("Approved"), " ", ' ', TONE_PLAIN},
                                         {"issued", N_("Issued"), " ", ' ', TONE_GOOD},
                                         {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_sign_steps, "sign-off", sign_steps);

static const struct code override_kinds[] = {
    {"auditor", N_("Auditor of their own unit"), " ", ' ', TONE_WARN},
    {"verifier", N_("Owner verifies their own action"), " ", ' ', TONE_WARN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_override_kinds, "rule of independence", override_kinds);

static const struct code deployment_kinds[] = {
    {"post", N_("Post"), " ", ' ', TONE_PLAIN},
    {"patrol", N_("Patrol"), " ", ' ', TONE_PLAIN},
    {"guard", N_("Guards"), " ", ' ', TONE_PLAIN},
    {"barrier", N_("Barrier"), " ", ' ', TONE_PLAIN},
    {"lock", N_("Lock"), " ", ' ', TONE_PLAIN},
    {"lighting", N_("Lighting"), " ", ' ', TONE_PLAIN},
    {"camera", N_("Camera"), " ", ' ', TONE_PLAIN},
    {"alarm", N_("Alarm"), " ", ' ', TONE_PLAIN},
    {"screening", N_("Screening"), " ", ' ', TONE_PLAIN},
    {"seal", N_("Seals"), " ", ' ', TONE_PLAIN},
    {"communication", N_("Communication"), " ", ' ', TONE_PLAIN},
    {"other", N_("Other"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_deployment_kinds, "kind of deployment", deployment_kinds);

static const struct code meeting_kinds[] = {
    {"opening", N_("Opening meeting"), " ", ' ', TONE_PLAIN},
    {"daily", N_("Daily meeting"), " ", ' ', TONE_PLAIN},
    {"closing", N_("Closing meeting"), " ", ' ', TONE_PLAIN},
    {"other", N_("Other meeting"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
LIST(code_meeting_kinds, "kind of meeting", meeting_kinds);

const struct code_list *const code_lists[] = {&code_results,
                                              &code_grades,
                                              &code_obligations,
                                              &code_evidence_kinds,
                                              &code_methods,
                                              &code_audit_types,
                                              &code_audit_states,
                                              &code_team_roles,
                                              &code_finding_states,
                                              &code_finding_sources,
                                              &code_confidentiality,
                                              &code_importance,
                                              &code_sample_methods,
                                              &code_pdca,
                                              &code_places,
                                              &code_yes_partly_no,
                                              &code_roster_states,
                                              &code_decision_kinds,
                                              &code_conflict_kinds,
                                              &code_finding_actions,
                                              &code_audit_actions,
                                              &code_correction_kinds,
                                              &code_cause_methods,
                                              &code_cause_categories,
                                              &code_similar_results,
                                              &code_review_kinds,
                                              &code_review_results,
                                              &code_effects,
                                              &code_sign_steps,
                                              &code_override_kinds,
                                              &code_deployment_kinds,
                                              &code_meeting_kinds,
                                              NULL};

int code_index(const struct code_list *list, const char *word)
{
    if (word == NULL)
        return -1;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->rows[i].word, word) == 0)
            return (int)i;
    return -1;
}

const struct code *code_find(const struct code_list *list, const char *word)
{
    int index = code_index(list, word);

    return index < 0 ? NULL : &list->rows[index];
}

const struct code *code_at(const struct code_list *list, int index)
{
    if (index < 0 || (size_t)index >= list->count)
        index = 0;
    return &list->rows[index];
}

const char *code_nearest(const struct code_list *list, const char *word)
{
    const char *best = NULL;
    size_t best_distance = 4; /* three slips are a misspelling, four are another word */

    for (size_t i = 0; i < list->count; i++) {
        size_t distance = text_distance(list->rows[i].word, word);
        if (distance < best_distance && distance < strlen(list->rows[i].word)) {
            best = list->rows[i].word;
            best_distance = distance;
        }
    }
    return best;
}

char *code_words(const struct code_list *list)
{
    struct buf words;

    buf_init(&words);
    for (size_t i = 0; i < list->count; i++)
        buf_printf(&words, "%s%s", i > 0 ? ", " : "", list->rows[i].word);
    return buf_take(&words);
}
