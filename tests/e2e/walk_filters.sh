#!/bin/bash
# walk_filters.sh - filters of the lists of findings, evidence, actions and the walk, kept under names:
# by commands and on the screens, in English and Chinese.
# shellcheck source=tests/e2e/walk_lib.sh
. "${0%/*}/walk_lib.sh"
export AUDITWALK_PERSON="Li Na"
aw=$AUDITWALK

step "criteria as options"
run 0 "$aw" demo demo.audit
run 0 "$aw" -f demo.audit findings --audit IA-2026-03 --grade major --json
[ "$(json "[f['grade'] for f in j]")" = "['major']" ] || fail "the grade is not kept to"
run 0 "$aw" -f demo.audit findings --audit IA-2026-03 --clause "8.4" --json
[ "$(json "all(any(r.startswith('8.4') for r in f['refs']) for f in j) and len(j) > 1")" = True ] ||
    fail "the clause is not kept to"
run 0 "$aw" -f demo.audit findings --process "seal control"
expect_out "Seal check at Gate 2"
reject_out "Old alarm instruction"
run 0 "$aw" -f demo.audit evidence list --kind photo --json
[ "$(json "{e['kind'] for e in j} == {'photo'}")" = True ] || fail "the kind is not kept to"
run 0 "$aw" -f demo.audit walk --result minor,major --json
[ "$(json "{i['result'] for i in j} == {'minor', 'major'}")" = True ] || fail "the results"
run 0 "$aw" -f demo.audit action list --overdue --json
[ "$(json "all(a['overdue_days'] > 0 for a in j)")" = True ] || fail "what is not overdue is listed"
run 0 "$aw" -f demo.audit findings --text "no such words"
expect_out "nothing passes the filter"
run 64 "$aw" -f demo.audit findings --grade mayor
expect_err "known are: major"
run 64 "$aw" -f demo.audit findings --from 2026-13-01
expect_err "is no date"
run 64 "$aw" -f demo.audit findings --area "Gate 99"
expect_err "there is no area 'Gate 99'"

step "kept under a name"
run 0 "$aw" filter keep "last weeks 近期" --list findings --grade major,minor --from today-60
run 0 "$aw" -f demo.audit findings --filter "LAST WEEKS 近期"
expect_out "Seal check at Gate 2"
run 64 "$aw" filter keep "last weeks 近期" --list findings --grade minor
expect_err "is kept already"
run 0 "$aw" filter keep "last weeks 近期" --list findings --grade minor --replace
run 64 "$aw" filter keep nothing --list walk
expect_err "leaves nothing out"
run 64 "$aw" filter keep odd --list walk --kind photo
expect_err "--kind does not fit"
run 0 "$aw" filter keep gate --list walk --area "Gate 2"
run 0 "$aw" filter list --json
[ "$(json "[(f['list'], f['name']) for f in j]")" = "[('walk', 'gate'), ('findings', 'last weeks 近期')]" ] ||
    fail "they are not listed"
run 0 "$aw" filter rename gate "at Gate 2" --list walk
run 64 "$aw" -f demo.audit walk --filter gate
expect_err "known are: at Gate 2"
run 0 "$aw" -f demo.audit walk --filter "at gate 2"
run 0 "$aw" filter remove "at Gate 2" --list walk
run 64 "$aw" filter remove "at Gate 2" --list walk

step "on the screens"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
press F "Findings · IA-2026-03"
press F "All, no filter"
golden filters-80x24
keys e Tab Tab
type_text "8.4"
keys C-s
wait_for "filter: clause 8.4"
press F "clause 8.4"
keys j s
wait_for "Keep the filter"
keys C-u
type_text "controls"
keys Enter
wait_line 'kept +controls'
keys Enter
wait_for "filter: controls"
golden filter-findings-80x24
press q "Audits"
keys Enter
wait_for "4.2.1 (1)"
press T "Filters · Walk"
press e "Filter · Walk"
resize 120x40
golden filter-walk-120x40
keys Tab Tab Tab Tab Tab Tab Tab Tab
type_text "zebra"
keys C-s
wait_for "T and Enter show"
press L "筛选："
golden filter-walk-empty-120x40-zh
press T "筛选条件"
keys Enter
wait_for "4.2.1 (1)"
press V "E-mb5j-"
press F "照片"
golden filters-120x40-zh
keys Q
wait_exit 0
run 0 "$aw" filter list --list findings
expect_out controls

echo "filters work"
