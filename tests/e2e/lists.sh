#!/bin/bash
# lists.sh - every list as CSV and JSON: the same rows, safe cells, whole files, and the bytes twice.
#
# Read back by python3 (tests/exchange/read_list.py); without it the script ends with status 77.
# shellcheck source=lib.sh disable=SC2013,SC2016
. "${0%/*}/lib.sh"

aw=$AUDITWALK
python=${PYTHON3:-/usr/bin/python3}
reader=$top_srcdir/tests/exchange/read_list.py
extra_env=("AUDITWALK_PERSON=Li Na" "AUDITWALK_NOW=2026-11-23T14:32:07.000Z")

command -v "$python" >/dev/null || skip "$python is not installed"

lists="audits requirements clauses findings nonconformities previous actions due evidence deployment ready
    opinions conflicts duplicates members team merges log sites areas processes people checklists"

step "every list that the help names, in both formats, with the same rows"
run 0 "$aw" demo demo.audit
for list in $lists; do
    run 0 "$aw" export csv --help
    grep -q "[ ,]$list[,;]" "$work/out" || fail "the help does not name $list"
    run 0 "$aw" -f demo.audit export csv "$list" -o "$list.csv"
    run 0 "$aw" -f demo.audit export json "$list" -o "$list.json"
    run 0 "$python" "$reader" "$list.csv" "$list.json"
    [ "$(stat -c %a "$list.csv")" = 600 ] || fail "$list.csv can be read by others"
done
run 0 "$aw" -f demo.audit export csv search gate -o search.csv
run 0 "$aw" -f demo.audit export json search gate -o search.json
run 0 "$python" "$reader" search.csv search.json rows=5+

step "what they hold is what the lists of the commands hold"
run 0 "$aw" -f demo.audit findings --json
cp "$work/out" findings-all.json
run 0 "$python" "$reader" findings.csv findings.json "same=number:findings-all.json" \
    'heading=Statement of failure' 'heading=Criterion of effectiveness' 'heading=Evidence'
run 0 "$aw" -f demo.audit audits --json
cp "$work/out" audits-all.json
run 0 "$python" "$reader" audits.csv audits.json "same=number:audits-all.json" \
    "same=title:audits-all.json"
for number in $(grep -o '"number": *"[^"]*"' audits-all.json | cut -d'"' -f4); do
    run 0 "$aw" -f demo.audit evidence list --audit "$number" --json
    cp "$work/out" evidence-all.json
    run 0 "$aw" -f demo.audit export json evidence --audit "$number" -o evidence.json
    run 0 "$aw" -f demo.audit export csv evidence --audit "$number" -o evidence.csv
    run 0 "$python" "$reader" evidence.csv evidence.json "same=number:evidence-all.json" rows=1+
done

step "standard output, with - and without, and the same bytes twice"
run 0 "$aw" -f demo.audit export csv findings
cmp "$work/out" findings.csv || fail "standard output differs from the file"
run 0 "$aw" -f demo.audit export json findings -o -
cmp "$work/out" findings.json || fail "standard output differs from the file"
run 0 "$aw" -f demo.audit export csv findings --bom -o bom.csv
{ printf '\357\273\277' && cat findings.csv; } | cmp - bom.csv || fail "--bom changes more"

step "texts that a spreadsheet would run, and what a terminal would obey"
run 0 "$aw" new odd.audit --organization "=cmd|' /C calc'!A0"
run 0 "$aw" -f odd.audit audit new --number "=1+1" --title "@SUM(1)" --checklist iso28000-2022 \
    --site "+49 30"
run 0 "$aw" -f odd.audit finding add --ref 8.4-c --grade minor --title "-2+3" \
    --statement $'=HYPERLINK("http://x";"y")\nsecond, "quoted" line' \
    --objective-evidence $' ＝1+1 \u202e\u2066bidi \U0001f512' --requirement "'quoted'" \
    --consequence $'\u3000+1' --reason "a=b"
run 0 "$aw" -f odd.audit export csv findings -o odd.csv
run 0 "$aw" -f odd.audit export json findings -o odd.json
run 0 "$python" "$reader" odd.csv odd.json rows=1 \
    'text=Title=-2+3' $'text=Statement of failure==HYPERLINK("http://x";"y")\nsecond, "quoted" line' \
    "text=Requirement in words='quoted'" 'text=Audit==1+1' 'text=Reason for the grade=a=b'
LC_ALL=C grep -q $'\342\200\256' odd.csv && fail "a bidi control is in the CSV"
run 0 "$aw" -f odd.audit export csv audits -o odd.csv
run 0 "$aw" -f odd.audit export json audits -o odd.json
run 0 "$python" "$reader" odd.csv odd.json 'text=Number==1+1' 'text=Title=@SUM(1)'

step "Chinese headings and words, English keys"
run 0 "$aw" --lang zh_CN -f demo.audit export csv findings -o zh.csv
grep -q '^编号,等级' zh.csv || fail "no Chinese headings"
run 0 "$aw" --lang zh_CN -f demo.audit export json findings -o zh.json
run 0 "$python" "$reader" zh.csv zh.json

step "what can't be had is said, and a file that is there stays"
echo old >old.csv
run 64 "$aw" -f demo.audit export csv nothing -o old.csv
run 64 "$aw" -f demo.audit export csv finding
grep -q 'did you mean findings' "$work/err" || fail "no hint"
run 64 "$aw" -f demo.audit export csv search
run 64 "$aw" -f demo.audit export csv search x -o old.csv
run 64 "$aw" -f demo.audit export csv audits gate
run 64 "$aw" -f demo.audit export csv audits --audit IA-2026-03
run 64 "$aw" -f demo.audit export json audits --bom
run 64 "$aw" -f demo.audit export csv history nothing -o old.csv
run 73 "$aw" -f demo.audit export csv audits -o missing/a.csv
run 73 "$aw" -f demo.audit export csv audits -o .
run 64 "$aw" -f demo.audit export csv audits -o demo.audit
[ "$(cat old.csv)" = old ] || fail "a refused export changed the file"
run 74 bash -c '"$0" -f demo.audit export csv requirements >/dev/full' "$aw"
run 0 "$aw" -f demo.audit verify
