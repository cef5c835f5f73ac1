#!/bin/bash
# walk_demo.sh - a day in the demo, by keys: results, evidence, a photo, a finding, lists, a report;
# then the same file as commands see it, and the wide screen with three panes.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

photo=$top_srcdir/data/demo/gate-2-seal-missing.jpg

run 0 "$AUDITWALK" demo demo.audit
expect_out "demo.audit"

step "the audits"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
wait_line 'IA-2025-02 .* closed .*100%'
check_boxes 80
golden audits

step "the walk at 80x24"
press Enter "IA-2026-03 Harbour terminal · fieldwork · Li Na"
wait_for "Issues inside, outside"
wait_for " 160/265 "
check_boxes 80
golden walk-80x24
press '?' "Keys · Walk"
golden walk-help
press q " 160/265 "

step "results"
press Space "6.2.2 Determining security objectives"
press c " 161/265 "
wait_line '^│✓ 6\.2\.2 \(5\) '
wait_for "saved 09:30:00"
keys Space
press n "Why does it not apply?"
type_text "Nothing of this kind at the terminal"
keys C-s
wait_for " 162/265 "
wait_line '^│– 6\.2\.2 a\) .* N'
press 0 " 161/265 "
wait_line '^│· 6\.2\.2 a\) .* N'
keys j c
wait_for " 162/265 "
wait_line '^│✓ 6\.2\.2 b\)'

step "evidence in Chinese, on one line"
keys Space
press e "New evidence for 6.2.2 (6)"
golden evidence-form
type_text '门卫查验了三份提货单'
wait_for '门卫查验了三份提货单'
keys Enter
wait_line '^│· 6\.2\.2 \(6\) .* E1'
check_boxes 80

step "a photo by its path"
press p "Path of a photo or document"
type_text "no-such.jpg"
wait_for "no-such.jpg"
keys BTab BTab
type_text "Seal missing at Gate 2"
wait_for "Seal missing at Gate 2"
press Enter "No such file"
on_screen "Seal missing at Gate 2" || fail "what was typed is lost"
keys C-u
wait_gone "no-such.jpg"
type_text "$photo"
wait_for "gate-2-seal-missing.jpg"
keys Enter
wait_line '^│· 6\.2\.2 \(6\) .* E2'

step "a place, taken along by what follows"
press a "Where are you?"
keys /
type_text "Gate 2"
wait_for "/Gate 2"
keys Enter
wait_for "/ find"
keys Enter
wait_gone "Where are you?"
press 2 "[Area]"
check_boxes 80
press Left "┌ Area"
wait_line '^│Key store +[0-9]+/[0-9]+'
check_boxes 80
press Right "Duties told to those concerned"
press 1 "[Clause]"
press Space "6.2.2 a)"
wait_for " 162/265 "

step "a minor nonconformity, with its statement"
keys G
press m "New finding"
wait_for "▲ Minor nonconformity"
wait_line 'Requirements\*? +6\.2\.2 \(6\)'
wait_for "[x] E-mb5j-37 门卫查验了三份提货单"
wait_for "[x] E-mb5j-38 Seal missing at Gate 2"
wait_line 'Area +Gate 2'
press C-s "something must stand here"
type_text 'Two of three release orders were not checked. 门岗未核对提货单'
wait_for '对提货单'
golden finding-form
keys C-s
wait_line '^│▲ 6\.2\.2 \(6\) .* F1 +E2'
wait_for " 163/265 "
wait_for "▲6"

step "undo and redo"
press u "taken back: F-mb5j-13"
wait_for "▲5"
press C-r "done again: F-mb5j-13"
wait_for "▲6"
wait_line '^│▲ 6\.2\.2 \(6\) .* F1 +E2'

step "findings, evidence, the record of each"
press F "Findings · IA-2026-03"
wait_line '▲ F-mb5j-13 +6\.2\.2 \(6\)'
check_boxes 80
press Enter "Finding F-mb5j-12"
press q "Findings · IA-2026-03"
press s "by date raised"
keys /
type_text "mb5j-13"
wait_for "/mb5j-13"
keys Enter
press Enter "Finding F-mb5j-13"
wait_for "Two of three release orders were not checked."
keys q
wait_for "Findings · IA-2026-03"
keys q
wait_for "[Clause]"
press V "Evidence · IA-2026-03"
wait_line 'E-mb5j-37 .*门卫查验了三份提货单'
check_boxes 80
keys /
type_text "提货单"
wait_for "/提货单"
keys Enter
press Enter "Evidence E-mb5j-37"
wait_for "6.2.2 (6)"
press Escape "Evidence · IA-2026-03"
keys q
wait_for "[Clause]"

step "a report"
press E "Export · IA-2026-03"
wait_for "IA-2026-03-report.xlsx"
press C-s "findings"
wait_for "Enter close" 60
keys Enter
wait_gone "Enter close"
[ -s IA-2026-03-report.xlsx ] || fail "no workbook"
press E "Export · IA-2026-03"
press C-s "exists already"
press Enter "IA-2026-03-report.xlsx"
press Escape "[Clause]"

step "the program ends at once and everything is there again"
keys Q
wait_exit 0
start 80x24 "$AUDITWALK" demo.audit
wait_line 'IA-2026-03 .* 163/265'
press Enter " 163/265 "
press F "Findings · IA-2026-03"
wait_line '▲ F-mb5j-13 +6\.2\.2 \(6\)'
press q "[Clause]"
press V "Evidence · IA-2026-03"
wait_line 'E-mb5j-38 +Photo +Seal missing.*\[\+1\]'
keys Q
wait_exit 0

step "the same as the commands tell it"
run 0 "$AUDITWALK" --file demo.audit findings --json
expect_out "F-mb5j-13"
expect_out "Two of three release orders were not checked. 门岗未核对提货单"
run 0 "$AUDITWALK" --file demo.audit evidence list --json
expect_out "门卫查验了三份提货单"
expect_out "gate-2-seal-missing.jpg"
run 0 "$AUDITWALK" --file demo.audit verify
if /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
    run 0 /usr/bin/python3 -c '
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
text = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
for wanted in sys.argv[2:]:
    if not any(wanted in cell for cell in text):
        sys.exit("not in the workbook: " + wanted)
' IA-2026-03-report.xlsx "门岗未核对提货单" "门卫查验了三份提货单" F-mb5j-13
fi

step "three panes at 120x40"
rm -f demo.audit
run 0 "$AUDITWALK" demo wide.audit
start 120x40 "$AUDITWALK" wide.audit
wait_line 'IA-2025-02 .* closed .*100%'
check_boxes 120
press Enter "Look for"
wait_for " 160/265 "
check_boxes 120
golden walk-120x40
press Space "Plan says how results are judged"
press c " 161/265 "
wait_for "✓ Conforming · Li Na · 2026-03-12 09:30"
press e "New evidence for"
type_text '门卫查验了三份提货单'
wait_for '门卫查验了三份提货单'
press Enter "E-mb5j-37 门卫查验了三份提货单"
check_boxes 120
keys Tab
press Enter "Evidence · IA-2026-03 · 6.2.2 (5)"
wait_line 'E-mb5j-37 .*门卫查验了三份提货单'
check_boxes 120
press q "Look for"
keys BTab Space
press M "New finding"
wait_for "✖ Major nonconformity"
wait_line 'Requirements\*? +6\.2\.2 a\)'
type_text "Nobody weighed other options."
press C-s "✖ F-mb5j-13 Nobody weighed"
wait_for "✖2 major"
press u "✖1 major"
press C-r "✖2 major"
keys Left
press g "General manager and security manager"
press G "10.2 Nonconformity and corrective action"
check_boxes 120
press q "Calderhaven Container Terminals"
check_boxes 120
keys q
wait_exit 0
run 0 "$AUDITWALK" --file wide.audit verify

echo "a day in the demo works"
