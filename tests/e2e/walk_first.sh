#!/bin/bash
# walk_first.sh - the first day: no file yet, a file and an audit by forms, a walk, a crash, a second
# program.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

step "first start, without a file"
start 80x24 "$AUDITWALK"
wait_for "New audit file"
wait_for "Demo audit file"
wait_for "Open an audit file"
check_boxes 80
press Escape "q ends the program"
press Enter "Organization*"

step "a form that lacks something is not taken, and keeps what was typed"
type_text "port.audit"
press C-s "something must stand here"
on_screen "port.audit" || fail "the path is lost"
type_text "Harbour 港口"
wait_for "Harbour 港口"
press Escape "What you typed is not saved."
keys Enter
wait_gone "What you typed"
on_screen "Harbour 港口" || fail "Enter in the question threw the form away"
[ ! -e port.audit ] || fail "a file was made too early"

step "a new file"
press C-s "No audits yet"
wait_for "Harbour 港口 · port.audit · Li Na"
[ -s port.audit ] || fail "no file"

step "a new audit with the shipped checklist"
press a "New audit"
wait_for "IA-2026-01"
wait_for "iso28000-2022"
type_text "Gate round 门岗巡查"
wait_for "Gate round 门岗巡查"
keys Tab Tab Tab
type_text "North quay 北码头"
wait_for "North quay 北码头"
keys Tab
type_text "t"
wait_for "2026-03-12"
press C-s "IA-2026-01 Gate round 门岗巡查"
wait_for "0/265"
wait_for "Issues inside, outside and in the supply chain"
check_boxes 80

step "results by one key, Space to the next open one"
press c "1/265"
wait_line '^│✓ 4\.1 '
wait_for "saved 09:30:00"
keys Space
press c "2/265"
wait_line '^│✓ 4\.2\.1 \(1\) '
keys Space
press n "Why does it not apply?"
type_text "没有外包"
wait_for "没有外包"
press C-s "3/265"
wait_line '^│– 4\.2\.1 \(2\) .*N'
press 0 "2/265"
wait_line '^│· 4\.2\.1 \(2\) .*N'
press u "taken back"
wait_for "3/265"
press u "note"
wait_no_line '^│– 4\.2\.1 \(2\) .*N'
press u "2/265"
press C-r "3/265"
keys C-r
wait_line '^│– 4\.2\.1 \(2\) .*N'

step "leaving asks nothing, and everything is there again"
press q "Harbour 港口 · port.audit · Li Na"
wait_for "3/265"
check_boxes 80
keys q
wait_exit 0
start 80x24 "$AUDITWALK" port.audit
wait_for "3/265"
press Enter "IA-2026-01 Gate round"
wait_line '^│– 4\.2\.1 \(2\) .*N'

step "a second program says who has the file"
run 75 "$AUDITWALK" --file port.audit status
expect_err "port.audit is in use by"
expect_err "$(program_id)"
run 75 script -qec "env TERM=xterm '$AUDITWALK' port.audit" /dev/null
expect_out "port.audit is in use by"
still_running

step "killed in the walk: what was saved is there"
keys Space
press c "4/265"
press e "What you saw, read or heard"
type_text "门卫查验了三份提货单"
wait_for "门卫查验了三份提货单"
keys Enter
wait_line '^│✓ .* E1 '
press e "What you saw, read or heard"
type_text "never saved"
wait_for "never saved"
kill -KILL "$(program_id)" || fail "can't kill the program"
wait_exit 137
start 80x24 "$AUDITWALK" port.audit
wait_for "never saved"
press Escape "4/265"
wait_gone "Typed, but not saved"
press Enter "IA-2026-01 Gate round"
wait_line '^│✓ .* E1 '
press V "门卫查验了三份提货单"
keys Q
wait_exit 0
run 0 "$AUDITWALK" --file port.audit verify
run 0 "$AUDITWALK" --file port.audit status
expect_match '4'

step "a closed terminal ends the program in order"
start 80x24 "$AUDITWALK" port.audit
wait_for "4/265"
finish
run 0 "$AUDITWALK" --file port.audit verify

echo "the first day works"
