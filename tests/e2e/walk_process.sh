#!/bin/bash
# walk_process.sh - processes in the plan of an audit, their clauses, and the walk by process: by
# commands and on the screens, in English and Chinese.
# shellcheck source=tests/e2e/walk_lib.sh
. "${0%/*}/walk_lib.sh"
export AUDITWALK_PERSON="Li Na"
aw=$AUDITWALK

step "the matrix by commands"
run 0 "$aw" demo demo.audit
run 0 "$aw" -f demo.audit audit processes
expect_out "Seal control"
expect_out "7.5.3, 8.1, 8.4"
run 0 "$aw" -f demo.audit audit edit-process "seal control" --clauses "8.4 c), 8.4 d)；7.5.3 、 9.1-9.3"
expect_out "Seal control: 7.5.3, 8.4 c), 8.4 d), 9.1–9.3"
run 0 "$aw" -f demo.audit audit remove-process "Rail handover" --reason "closed for works"
run 0 "$aw" -f demo.audit audit processes --json
[ "$(json "len(j['processes'])")" = 7 ] || fail "it was not taken out"
[ "$(json "[p['clauses'] for p in j['processes'] if p['name'] == 'Seal control'][0][-1]")" = 9.1–9.3 ] ||
    fail "the clauses are not there"
run 0 "$aw" -f demo.audit audit add-process "Rail handover" --clauses 8.1
expect_out "Rail handover: 8.1"
kept=demo.audit
run 64 "$aw" -f demo.audit audit add-process "Rail handover"
expect_err "is in the plan already"
run 64 "$aw" -f demo.audit audit add-process "Railway"
expect_err "there is no process 'Railway'"
run 64 "$aw" -f demo.audit audit edit-process "Rail handover" --clauses "8.1, 8.77"
expect_err "'8.77' is no clause"
run 64 "$aw" -f demo.audit audit edit-process "Rail handover"
expect_err "--clauses is missing"
run 64 "$aw" -f demo.audit audit remove-process "Rail handover" --reason ' '
run 77 "$aw" -f demo.audit audit edit-process "Seal control" --audit IA-2025-02 --clauses 8
kept=

step "what is done, by process"
run 0 "$aw" -f demo.audit status --by process
expect_out "No process covers these"
run 0 "$aw" -f demo.audit status --json
[ "$(json "j['processes'][-1]['key']")" = - ] || fail "what is in no process"
total=$(json "[g['total'] for g in j['processes'] if g['title'] == 'Seal control'][0]")
run 0 "$aw" -f demo.audit walk --by process --group "Seal control" --json
[ "$(json "len(j)")" = "$total" ] || fail "the walk and the status differ"
run 64 "$aw" -f demo.audit walk --by process --group Rail
expect_err "the walk has no group 'Rail'"
run 64 "$aw" -f demo.audit walk --by proces
expect_err "did you mean process?"
run 0 "$aw" -f demo.audit verify

step "on the screens"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
press S "requirements that no process covers"
golden process-plan-80x24
keys a
wait_for "The file has no other process."
press G "Vetting"
keys Enter
wait_for "audited against"
keys C-u
type_text "8.44"
keys Enter
wait_for "is no clause or requirement"
keys BSpace Enter
wait_line 'Vetting.* 8\.4 .*/'
press d "Take Vetting"
type_text "another audit"
keys Enter
wait_no_line 'Vetting.* 8\.4 .*/'
press a "Which process is audited?"
keys Enter
wait_for "audited against"
keys C-u
type_text "7.2、7.3"
keys Enter
wait_line 'Vetting.* 7\.2, 7\.3 '
press H "8.4 → 7.2, 7.3"
press Escape "requirements that no process covers"
keys Escape
wait_for "Audits"
keys Enter
wait_for "4.2.1 (1)"
keys 3
wait_for "[Process]"
resize 120x40
wait_for "No process covers"
golden walk-process-120x40
press f "New finding"
wait_line 'Process .*Cargo release'
press Escape "8.1 (1)"
press L "过程"
golden walk-process-120x40-zh
press S "过程与条款"
golden process-plan-120x40-zh
keys Q
wait_exit 0
run 0 "$aw" -f demo.audit verify

echo "the walk by process works"
