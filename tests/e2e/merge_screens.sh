#!/bin/bash
# merge_screens.sh - two auditors, two laptops, on screens alone: Wang Wei starts from the lead's
# package, both judge one requirement differently, the lead merges, decides, numbers, takes back.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154,SC2034
. "${0%/*}/walk_lib.sh"

lead_print=mb5j-gyj5-xyc0-kt2w-04sb-hjwc-tg88

lead() {
    use_person auditor
    extra_env=("AUDITWALK_PERSON=Li Na")
    AUDITWALK_NOW=2026-03-12T$1:00.000Z
}

wang() {
    use_person wang
    extra_env=("AUDITWALK_PERSON=Wang Wei 王伟")
    AUDITWALK_NOW=2026-03-12T$1:00.000Z
}

lead 08:00
run 0 "$AUDITWALK" demo lead.audit
wang 08:10
mkdir -p "$home/.local/share/auditwalk"
cp "$top_srcdir/tests/fixtures/device-key-2" "$home/.local/share/auditwalk/device"
chmod 600 "$home/.local/share/auditwalk/device"

step "the lead writes a package with a passphrase, which is never on the screen"
lead 08:05
start 80x24 "$AUDITWALK" lead.audit
wait_for "T team"
press T "Laptops"
wait_for "Fingerprint  $lead_print"
check_boxes 80
press p "who knows a passphrase"
keys Tab Tab Tab
type_text "gate two at night"
wait_for "•••••••••••••••••"
keys Tab
type_text "gate two at night"
keys Tab
keys C-u
type_text "lead.awpack"
wait_for "lead.awpack"
on_screen "gate two" && fail "the passphrase is shown"
press C-s "Enter close"
keys Enter
wait_gone "Enter close"
keys Q
wait_exit 0
[ -s lead.awpack ] || fail "no package"

step "Wang Wei starts from it: the fingerprint first, then the plan, then a new file"
wang 08:20
start 80x24 "$AUDITWALK"
wait_for "from the lead, into a new file"
keys G
press Enter "Merge a package into a new file"
type_text "lead.awpack"
keys Tab
type_text "gate two in the morning"
keys Tab
type_text "wang.audit"
wait_for "wang.audit"
press C-s "does not open"
keys Enter
wait_for "wang.audit"
keys BTab C-u
type_text "gate two at night"
press C-s "Accept this laptop?"
wait_for "$lead_print"
keys Enter
wait_gone "Accept this laptop?"
[ ! -e wang.audit ] || fail "a file was made before the signer was accepted"
press C-s "Accept this laptop?"
press y "Merge plan · wang.audit · nothing is written yet"
wait_for "New conflicts: none"
check_boxes 80
press Escape "Merge a package into a new file"
[ ! -e wang.audit ] || fail "a plan that was left made a file"
press C-s "Accept this laptop?"
press y "Merge plan"
press a "Merge?"
press y "Merged"
keys Enter
wait_for "wang.audit · Wang W"
wait_line 'IA-2026-03 .* 160/265'
keys Q
wait_exit 0

step "they disagree"
wang 09:00
run 0 "$AUDITWALK" -f wang.audit assess --audit IA-2026-03 8.4-c minor \
    --note "三份变更单没有风险评估。值班长说，改动小就不用写；请保安经理补上，并说明由谁批准。"
lead 09:30
run 0 "$AUDITWALK" -f lead.audit assess --audit IA-2026-03 8.4-c conforming \
    --note "Five change notes since January, each with its assessment and the signature of the security manager. Night shift not looked at."
wang 09:40
run 0 "$AUDITWALK" -f wang.audit finding add --audit IA-2026-03 --ref 8.4-c --grade minor \
    --statement "三份变更单没有风险评估"
run 0 "$AUDITWALK" -f wang.audit package create -o wang.awpack --to mb5j

step "an unknown signer is compared; leaving the plan writes nothing"
lead 10:00
start 80x24 "$AUDITWALK" lead.audit
wait_for "T team"
press T "Laptops"
press m "Path of the .awpack file"
type_text "wang.awpack"
wait_for "wang.awpack"
press C-s "Accept this laptop?"
wait_for "Wang Wei 王伟 · laptop-9"
press m "Accept this laptop?"
press y "Merge plan · lead.audit"
wait_for "wang.awpack from Wang Wei"
wait_for "New conflicts: Diverging opinions 1 · Text 1"
check_boxes 80
golden merge-plan-80x24
press L "合并计划"
wait_for "冲突：2"
golden merge-plan-80x24-zh
press L "Merge plan"
resize 120x40
check_boxes 120
golden merge-plan-120x40
press L "合并计划"
check_boxes 120
golden merge-plan-120x40-zh
press L "Merge plan"
resize 80x24
press Enter "Cells in which laptops will disagree: 2"
keys Enter
wait_gone "Cells in which"
press q "Merge a package"
press Escape "What you typed is not saved."
press y "Laptops"
on_screen "Wang Wei" && fail "a plan that was left accepted its signer"

step "merged; the conflicts are next"
press m "Path of the .awpack file"
type_text "wang.awpack"
press C-s "Accept this laptop?"
press y "Merge plan"
press a "Merge?"
press a "Merge?"
press y "Merged"
press y "Conflicts · all audits"
wait_line '≠ 8\.4 c\) .* Result '
check_boxes 80
press Enter "Conflict 1 of 2 · Diverging opinions · IA-2026-03"
wait_for "▲ Minor nonconformity"
wait_for "✓ Conforming"
check_boxes 80
golden conflict-80x24
press L "冲突 1/2"
wait_for "▲ 轻微不符合"
golden conflict-80x24-zh
resize 120x40
check_boxes 120
golden conflict-120x40-zh
press L "Conflict 1 of 2"
check_boxes 120
golden conflict-120x40

step "the history of the requirement"
press H "History, newest first · 8.4 c)"
wait_line '≠ Minor nonconformity'
check_boxes 120
golden history-120x40
press L "历史"
golden history-120x40-zh
resize 80x24
check_boxes 80
golden history-80x24-zh
press L "History"
golden history-80x24
keys /
type_text "Conforming"
keys Enter
press Enter "Before:"
keys Enter
press q "Conflict 1 of 2"

step "one is decided with a reason, of the other both texts are kept"
keys n
wait_for "Conflict 2 of 2 · Text"
check_boxes 80
press + "Keep both texts"
keys Enter
wait_for "something must stand here"
type_text "each looked at other shifts"
press Enter "Conflict 1 of 1"
wait_for "saved 10:00:00"
wait_for "▲ Minor nonconformity"
keys a
wait_for "Take"
type_text "夜班的三份确实没有"
press Enter "No conflicts"
keys q
wait_for "open conflicts: 0"
run 75 "$AUDITWALK" -f lead.audit status --audit IA-2026-03

step "taking the merge back is refused now: decisions would be lost"
press U "Take the last merge back?"
press U "Take the last merge back?"
press y "This did not work"
keys Enter
wait_gone "This did not work"

step "merged again: nothing new"
press m "Path of the .awpack file"
type_text "wang.awpack"
press C-s "Nothing new"
wait_for "merged before"
press a "There is nothing to merge"
press q "Merge a package"
press Escape "What you typed is not saved."
press y "Laptops"

step "a package back to Wang Wei"
wait_line '✓ Wang Wei'
press p "[x] Wang Wei 王伟 · laptop-9"
keys C-s
wait_for "Enter close"
keys Enter
wait_gone "Enter close"
keys q
wait_for "T team"

step "final numbers"
press f "Findings · IA-2026-03"
press '#' "Give final numbers?"
press y "NC-2026-001"
wait_for "OFI-2026-001"
check_boxes 80
keys Q
wait_exit 0
run 0 "$AUDITWALK" -f lead.audit verify

step "Wang Wei merges what was decided; his file says the same"
wang 11:00
back=$(ls lead-*.awpack)
start 80x24 "$AUDITWALK" wang.audit
wait_for "T team"
press T "Laptops"
press m "Path of the .awpack file"
type_text "$back"
press C-s "Merge plan · wang.audit"
wait_for "New conflicts: none"
press a "Merge?"
press y "Merged"
keys Enter
wait_for "open conflicts: 0"

step "and takes the merge back"
press U "Take the last merge back?"
press y "The merge is taken back"
[ -e wang.audit.undone-merge ] || fail "the merged file is not kept"
press m "Path of the .awpack file"
type_text "$back"
press C-s "Merge plan · wang.audit"
press a "Merge?"
press y "Merged"
keys Enter
keys q
wait_line 'IA-2026-03 '
keys Q
wait_exit 0
run 0 "$AUDITWALK" -f wang.audit verify

step "without UTF-8: ASCII markers"
lead 12:00
extra_env=("AUDITWALK_PERSON=Li Na" LC_ALL=POSIX LANGUAGE=)
start 80x24 "$AUDITWALK" lead.audit
wait_for "ASCII symbols are shown"
press T "Laptops"
wait_line '\* Li Na'
wait_line '\+ Wang Wei'
screen | LC_ALL=C grep -q '[^ -~]' && fail "not ASCII: $(screen)"
keys Q
wait_exit 0

echo "two auditors merge on screens"
