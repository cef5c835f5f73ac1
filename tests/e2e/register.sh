#!/bin/bash
# register.sh - the register of findings of all audits by keys, in both languages and sizes, and the same by
# the command, page by page.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

[ -e "${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo" ] ||
    skip "no catalog was built"
done_well demo demo.audit

# shot NAME: both sizes of what is on the screen.
shot() {
    local size
    for size in 80x24 120x40; do
        resize "$size"
        golden "$1-$size$ending"
        check_boxes "${size%x*}"
    done
    resize 80x24
}

# screens_of LANGUAGE ENDING REGISTER MAJOR RAISED OVERDUE AUDIT: a word that stands on each.
screens_of() {
    ending=$2
    E2E_LANGUAGE=$1 start 80x24 "$AUDITWALK" demo.audit
    wait_for "IA-2026-03"
    press B "$3"
    wait_for "$4"
    shot register
    press s "$5"
    press s "$6"
    shot register-due
    press s "$7"
    shot register-audit
    keys Q
    wait_exit 0
}

step "English"
screens_of en "" "Register" "Major nonconformity" "by date raised" "Overdue" "by audit"

step "Chinese"
screens_of zh_CN -zh "登记册" "严重不符合" "按提出日期" "逾期" "按审核"

step "keys"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
press ':' "Actions"
type_text "register"
wait_for "register"
keys Enter
wait_for "Findings of all audits"
press o "by grade · 18"
wait_for "closed"
keys G
wait_for "Good practice"
keys Enter
wait_for "Statement"
keys q
wait_for "Findings of all audits"
press p "Path"
keys q
wait_for "Findings of all audits"
press H "History"
keys q
wait_for "Findings of all audits"
press / "/"
type_text "barrier"
wait_for "Barrier of lane 2"
keys Escape
press F "Show only"
keys j Enter
wait_for "overdue"
wait_for "d late"
resize 60x16
wait_for "d late"
resize 20x5
resize 120x40
wait_for "d late"
keys F
wait_for "[x] Overdue only"
keys g Enter
wait_for "by due date · 18"
keys Q
wait_exit 0

step "the command, page by page"
done_well -f demo.audit findings --json
is_json
expect_json "len(j) == 18 and all(k in j[0] for k in ('days_open', 'due', 'days_overdue', 'owner'))"
json "' '.join(f['number'] for f in j)" >whole
json "' '.join(f['number'] for f in j[:5])" >first
json "' '.join(f['number'] for f in j[5:10])" >second
last=$(json "j[4]['number']")
done_well -f demo.audit findings --json --limit 5
[ "$(json "' '.join(f['number'] for f in j)")" = "$(cat first)" ] || fail "the first page"
done_well -f demo.audit findings --json --limit 5 --after "$last"
[ "$(json "' '.join(f['number'] for f in j)")" = "$(cat second)" ] || fail "the second page"
done_well -f demo.audit findings --open --json
expect_json "len(j) == 11 and not [f for f in j if f['state'] == 'closed' or f['grade'] == 'good-practice']"
done_well -f demo.audit findings --overdue --sort due --json
expect_json "[f['days_overdue'] for f in j] == sorted((f['days_overdue'] for f in j), reverse=True)"
expect_json "len(j) > 0 and min(f['days_overdue'] for f in j) > 0"
done_well -f demo.audit findings --sort raised --json
expect_json "[f['raised_at'] for f in j] == sorted((f['raised_at'] for f in j), reverse=True)"
done_well -f demo.audit findings --sort audit --json
expect_json "[f['audit'] for f in j] == sorted((f['audit'] for f in j), reverse=True)"
done_well -f demo.audit findings --grade minor,major --state raised --json
expect_json "{f['grade'] for f in j} == {'major', 'minor'} and {f['state'] for f in j} == {'raised'}"
done_well -f demo.audit findings --owner "dev raman" --json
expect_json "len(j) > 0"
done_well -f demo.audit findings --site "Head office" --json
expect_json "{f['site'] for f in j} == {'Head office'}"
done_well -f demo.audit findings --audit IA-2026-03 --json
expect_json "{f['audit'] for f in j} == {'IA-2026-03'}"
done_well -f demo.audit findings --owner "Li Na" --overdue --json
expect_json "j == []"
done_well -f demo.audit findings --owner "Li Na" --overdue
expect_out "nothing passes the filter"
done_well -f demo.audit findings
expect_match '^Finding +Grade +State +Audit +Refs +Age +Due +Late +Owner +Site +Statement'

step "what is wrong with it"
refused 64 "did you mean due?" -f demo.audit findings --sort duo
refused 64 "mino" -f demo.audit findings --grade mino
refused 64 "there is no person 'Nobody'" -f demo.audit findings --owner Nobody
refused 64 "Atlantis" -f demo.audit findings --site Atlantis
refused 64 "F-none-9" -f demo.audit findings --after F-none-9
refused 64 "--limit" -f demo.audit findings --limit -1
run 74 sh -c "\"\$0\" -f demo.audit findings >/dev/full" "$AUDITWALK"
one_line

echo "the register shows every finding in its place"
