#!/bin/bash
# team.sh - three laptops work apart, hand over packages in any order, and end with one file.
#
# The lead (Li Na) makes the file; two auditors (wei, min) start from the lead's package, work on
# the same audit without seeing each other, and everything comes together: nothing is lost, nothing
# doubled, every disagreement decided by a person. What goes wrong on the way: team_faults.sh.
# shellcheck source=tests/e2e/team_lib.sh disable=SC2154
. "${0%/*}/team_lib.sh"

head -c 300000 /dev/urandom >shared.jpg
head -c 50000 /dev/urandom >gate.jpg
echo "patrol log of week 10" >log.txt

# ---- the start ----------------------------------------------------------------------------------

step "the lead makes the file and the audit"
as lead
ok new "$file" --organization "Harbour Terminal 港"
ok audit new --number IA-2026-01 --title "Gate and yard" --checklist iso28000-2022 --site North \
    --site South --lead "Li Na 李娜" --auditor "Wang Wei" --auditor "Zhao Min" --scope "Both gates"
new_number evidence add --kind record --title "Visitor register" --ref 8.4-a --attach log.txt
register=$number
new_number finding add --ref 7.2-1 --grade ofi --statement "Training dates are hard to find"
training=$number
pack start
fingerprint_of lead
lead_fingerprint=$fingerprint
run 0 "$AUDITWALK" conflicts --json
expect_out_is "[]"
ok conflicts
expect_out "no conflicts"
ok team list
expect_out "$lead_fingerprint"
expect_out "this laptop"

step "a dry run without a file makes none"
as wei
paths start
ok merge "${awpacks[0]}" "${key[@]}" --dry-run
expect_out "$lead_fingerprint"
expect_out "A dry run: nothing was written."
expect_out "new: audit IA-2026-01"
[ ! -e "$file" ] || fail "a dry run made $file"
ok merge "${awpacks[0]}" "${key[@]}" --dry-run --json
expect_json "j['dry_run'] and j['packages'][0]['fingerprint'] == '$lead_fingerprint'"
[ -z "$(find "$work/tmp" -name 'auditwalk-*')" ] || fail "a dry run left files in TMPDIR"

step "an auditor starts from the lead's package"
take start
expect_out "$lead_fingerprint"
expect_out "Compare the fingerprint"
reject_err "older copy"
[ "$(stat -c %a "$file")" = 600 ] || fail "an audit file must be of mode 600"
run 0 "$AUDITWALK" team list --json
expect_json "len(j) == 2 and j[0]['self'] and j[1]['fingerprint'] == '$lead_fingerprint' and j[1]['accepted']"
expect_json "set(('name', 'fingerprint', 'self', 'accepted', 'revoked', 'person', 'id', 'saves', 'last', 'clock_suspect', 'cloned', 'waiting', 'reason')) <= set(j[0])"
take start
expect_out "Nothing new"
as min
cp "$packages/start.awpack" "$packages/copy of start.awpack"
take start "copy of start"
same_lists lead wei min
all_good lead wei min

# ---- everybody works apart ----------------------------------------------------------------------

step "the lead works"
as lead
ok assess 4.1 conforming
ok audit edit IA-2026-01 --title "Gate and yard, spring"

step "wei works"
as wei
ok assess 4.2.1-1 conforming --note "Register seen"
ok assess 8.4-c conforming --note "Seals checked on entry"
new_number evidence add --ref 8.4-c --kind photo --title "Seal at gate 2" --attach shared.jpg \
    --attach gate.jpg
new_number finding add --ref 8.4-b --grade minor \
    --statement "The seal of container 12 was not checked on entry at the north gate." \
    --site North --evidence "$number"
wei_finding=$number
ok note 4.2.1-2 "Asked the guard on duty"
ok audit edit IA-2026-01 --scope "North gate only"
ok evidence withdraw "$register" --reason "wrong site"
ok assess 4.2.1-3 conforming
ok assess 4.2.1-3 not-assessed
ok finding edit "$training" --grade minor --reason "Two guards without proof"
pack wei

step "min works on the same"
as min
ok assess 4.2.1-1 conforming --note "Register seen"
new_number evidence add --ref 8.4-c --kind photo --title "Gate 2, evening" --attach shared.jpg
new_number finding add --ref 8.4-c --grade minor --statement "Two lorries passed unchecked" \
    --evidence "$number"
new_number finding add --ref 8.4-b --grade minor --site North \
    --statement "The seal of container 12 was not checked on entry at north gate"
min_finding=$number
ok note 4.2.1-2 "Asked the guard on duty"
ok audit edit IA-2026-01 --scope "South gate too"
ok evidence edit "$register" --detail "Pages 1 to 40"
ok assess 4.2.1-3 ofi
ok finding edit "$training" --grade major --reason "No proof for anybody"
pack min

# ---- together -----------------------------------------------------------------------------------

# fault table: unknown signer
step "an unknown signer is refused until somebody compared the fingerprint"
fingerprint_of wei
wei_fingerprint=$fingerprint
fingerprint_of min
min_fingerprint=$fingerprint
as lead
paths wei min
refused 77 "$wei_fingerprint" merge "${awpacks[0]}" "${key[@]}"
expect_err "--accept"
refused 77 "is not accepted" merge "${awpacks[@]}" "${key[@]}" --accept "$wei_fingerprint"
refused 77 "is not accepted" merge "${awpacks[@]}" "${key[@]}" --accept "$lead_fingerprint"
other=x # the last letter is any of 32
[ "${wei_fingerprint: -1}" != x ] || other=y
refused 64 "fingerprint" merge "${awpacks[@]}" "${key[@]}" --accept "${wei_fingerprint%?}$other-"

step "a dry run tells what would come, and changes nothing"
accept=(--accept "$wei_fingerprint" --accept "$min_fingerprint")
before=$(digest "$file")
run 0 "$AUDITWALK" merge "${awpacks[@]}" "${key[@]}" "${accept[@]}" --dry-run
expect_out "Wang Wei"
expect_out "New conflicts: "
expect_match "Diverging opinions [0-9]"
run 0 "$AUDITWALK" merge "${awpacks[@]}" "${key[@]}" "${accept[@]}" --dry-run --json
expect_json "j['conflicts']['opinion'] >= 2 and j['conflicts']['text'] >= 1 and j['conflicts']['withdrawal'] == 1"
expect_json "j['saves']['new'] > 0 and not j['nothing_new']"
announced=$(json "sum(j['conflicts'][k] for k in ('opinion', 'text', 'value', 'withdrawal'))")
[ "$(digest "$file")" = "$before" ] || fail "a dry run changed the file"

step "any order, and some twice: the same on every laptop"
cp "$packages/wei.awpack" "$packages/wei again.awpack"
as observer1
paths start wei min
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}"
as observer2
paths min "wei again" start wei start
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}" --accept "$lead_fingerprint"
as observer3
paths start
ok merge "${awpacks[@]}" "${key[@]}"
paths min
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}"
paths wei
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}" --json
expect_json "not j['dry_run']"
take min "wei again" start
expect_out "Nothing new"
same_lists observer1 observer2 observer3
all_good observer1 observer2 observer3

step "the lead merges both, and is told what is next"
as lead
cp "$file" before.audit
paths min wei "wei again"
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}"
expect_out "Open conflicts: $announced. Next: auditwalk conflicts"
all_good lead
expect_count "$announced" conflicts
expect_count 4 findings
expect_count 3 evidence list
run 0 "$AUDITWALK" status
expect_out "Open conflicts: "
run 0 "$AUDITWALK" status --json
expect_json "j['conflicts'] == $announced and j['waiting_saves'] == 0"
expect_json "j['results']['ofi'] >= 1" # assessed beats not assessed, without a conflict
run 0 "$AUDITWALK" team list --json
expect_json "sum(d['accepted'] for d in j) == 3 and not any(d['revoked'] for d in j)"
ok merge "${awpacks[@]}" "${key[@]}"
expect_out "Nothing new"

step "each side of a conflict has its author, time and evidence"
run 0 "$AUDITWALK" conflicts --json
expect_json "all(len(c['sides']) == 2 and [s['take'] for s in c['sides']] == ['A', 'B'] for c in j)"
expect_json "all(sum(s['shown'] for s in c['sides']) == 1 for c in j)"
opinion="[c for c in j if c['kind'] == 'opinion' and c['type'] == 'assessment' and '8.4 c' in c['subject']][0]"
expect_json "sorted((s['value'], s['author'], s['evidence']) for s in ($opinion)['sides']) == [('conforming', 'Wang Wei', 1), ('minor', 'Zhao Min', 1)]"
expect_json "not [c for c in j if '4.2.1' in c['subject']]" # the same said twice, and nothing said
expect_json "[c['field'] for c in j if c['kind'] == 'withdrawal'] == ['withdrawn']"
save_lists lead
mv "$work/lists/lead" "$work/lists/english"
E2E_LANGUAGE=zh_CN save_lists lead
cmp -s "$work/lists/english" "$work/lists/lead" || fail "JSON depends on the language"
run 0 "$AUDITWALK" conflicts --audit IA-2026-01
expect_out "Wang Wei"
expect_out "North gate only"
expect_out "South gate too"
expect_out "auditwalk conflicts resolve"
run 0 "$AUDITWALK" evidence list
expect_out "$register" # withdrawn by one, written to by the other: it stays

# ---- taking a merge back ------------------------------------------------------------------------

step "undo brings back the file as it was before the merge"
before=$(digest before.audit)
ok merge --undo
expect_out "as it was before the last merge"
all_good lead
cp before.audit "$work/files/kept.audit"
as lead
save_lists lead
as kept
save_lists kept
cmp -s "$work/lists/lead" "$work/lists/kept" || fail "undo did not bring the old state back"
as lead
[ -e "$file.undone-merge" ] || fail "the merged file was not kept"
refused 77 "" merge --undo
refused 64 "takes no packages" merge --undo "$packages/wei.awpack"
paths wei min
ok merge "${awpacks[@]}" "${key[@]}" "${accept[@]}"
reject_err "older copy"
all_good lead
expect_count "$announced" conflicts

step "undo is refused after a later save"
ok assess 4.2.2-a conforming
refused 77 "" merge --undo --json
all_good lead

# ---- deciding -----------------------------------------------------------------------------------

conflict_of() {
    run 0 "$AUDITWALK" conflicts --json
    conflict=$(json "[c['id'] for c in j if $1][0]")
}

# side_of PERSON: the letter of this person's side of $conflict.
side_of() {
    run 0 "$AUDITWALK" conflicts --json
    side=$(json "[s['take'] for c in j if c['id'] == '$conflict' for s in c['sides'] if s['author'] == '$1'][0]")
}

step "the lead decides, with reasons"
conflict_of "c['type'] == 'assessment' and '8.4 c' in c['subject']"
refused 64 "--reason" conflicts resolve "$conflict" --take A
refused 64 "--take" conflicts resolve "$conflict" --reason "no choice"
refused 64 "no side" conflicts resolve "$conflict" --take C --reason "no such side"
refused 77 "" conflicts resolve "$conflict" --take both --reason "a result is one word"
refused 64 "" conflicts resolve zzzzzzzz --take A --reason "no such conflict"
refused 64 "unknown word" conflicts resolve "$conflict" --value majr --reason "no such word"
side_of "Zhao Min"
ok conflicts resolve "$conflict" --take "$side" --reason "Two lorries passed; seen on film"
expect_out "$conflict  decided"
run 0 "$AUDITWALK" status --json
expect_json "j['conflicts'] == $announced - 1"
conflict_of "c['field'] == 'scope'"
ok conflicts resolve "${conflict:0:5}" --take both --reason "Each walked one gate"
run 0 "$AUDITWALK" conflicts --json
expect_json "not [c for c in j if c['field'] == 'scope']"
conflict_of "c['kind'] == 'withdrawal'"
side_of "Zhao Min"
ok conflicts resolve "$conflict" --take "$side" --reason "It is of this site"
run 0 "$AUDITWALK" evidence list
expect_out "$register"
conflict_of "c['type'] == 'finding' and c['field'] == 'grade'"
ok conflicts resolve "$conflict" --value minor --reason "One guard had proof"
while [ "$(count conflicts)" -gt 0 ]; do
    conflict_of "True"
    ok conflicts resolve "$conflict" --take a --reason "As the first said"
done
run 0 "$AUDITWALK" findings --json
expect_json "[f['grade'] for f in j if f['number'] == '$training'] == ['minor']"

step "two findings for one fact become one, and can be two again"
run 0 "$AUDITWALK" finding duplicates --json
expect_json "len(j) == 1 and {j[0]['first']['number'], j[0]['second']['number']} == {'$wei_finding', '$min_finding'}"
expect_json "j[0]['similarity'] > 80 and j[0]['refs'] == ['8.4-b']"
run 0 "$AUDITWALK" finding duplicates
expect_out "$wei_finding"
refused 64 "--reason" finding merge "$min_finding" "$wei_finding"
refused 77 "" finding merge "$min_finding" "$min_finding" --reason "itself"
refused 64 "" finding merge "$min_finding" F-none-9 --reason "no such finding"
ok finding merge "$min_finding" "$wei_finding" --reason "The same container"
expect_out "$min_finding  went into $wei_finding"
run 0 "$AUDITWALK" findings --json
expect_json "[f['also_raised'] for f in j if f['number'] == '$wei_finding'] == [['$min_finding']]"
expect_json "not [f for f in j if f['number'] == '$min_finding']"
run 0 "$AUDITWALK" findings --merged --json
expect_json "[(f['merged_into'], f['raised_by']) for f in j if f['number'] == '$min_finding'] == [('$wei_finding', 'Zhao Min')]"
run 0 "$AUDITWALK" findings --merged
expect_out "→ $wei_finding"
expect_count 0 finding duplicates
run 0 "$AUDITWALK" status --json
merged_minor=$(json "j['findings']['minor']")
refused 77 "" finding merge "$wei_finding" "$min_finding" --reason "in a circle"
ok finding separate "$min_finding" --reason "Looking again"
run 0 "$AUDITWALK" status --json
expect_json "j['findings']['minor'] == $merged_minor + 1"
expect_count 1 finding duplicates
ok finding merge "$min_finding" "$wei_finding" --reason "The same container after all"
run 0 "$AUDITWALK" findings --json
expect_json "[f['also_raised'] for f in j if f['number'] == '$wei_finding'] == [['$min_finding']]"
expect_json "'$min_finding' not in [f['number'] for f in j]"
new_number finding add --ref 8.4-b --grade minor --site North \
    --statement "The seal of container 12 was not checked on entry at the north gate!"
ok finding apart "$number" "$wei_finding" --reason "Another day"
expect_count 0 finding duplicates
ok finding withdraw "$number" --reason "to count easily"

step "final numbers, given once"
refused 64 "--audit" finding number
ok finding number --audit IA-2026-01 --json
expect_json "j['given'] == len(j['findings']) > 0"
expect_json "all(f['number'].split('-')[0] in ('NC', 'OFI', 'GP') and '-2026-' in f['number'] for f in j['findings'])"
cp "$work/out" numbers.json
ok finding number --audit IA-2026-01
expect_out "numbers given: 0"
run 0 "$AUDITWALK" findings --json
expect_json "[f['number'] for f in j][0].startswith('NC-2026-')"
as wei
refused 77 "" finding number --audit IA-2026-01

# ---- back to everybody --------------------------------------------------------------------------

step "decisions and numbers travel back; who is not asked twice need not decide"
as lead
ok package create -o "$packages/decided.awpack" --to "$wei_fingerprint" --to "$min_fingerprint"
all_good lead
paths decided
as wei
ok merge "${awpacks[0]}" "${key[@]}"
reject_out "Open conflicts"
as min
ok merge "${awpacks[0]}"
same_lists lead wei min
all_good lead wei min
expect_count 0 conflicts
run 0 "$AUDITWALK" team list --json
expect_json "sum(d['accepted'] for d in j) == 3" # the lead's acceptance came with the package
run 0 "$AUDITWALK" findings --json
expect_json "[f['number'] for f in j if f['number'].startswith('NC')] != []"
as stranger
refused 77 "" merge "$packages/decided.awpack"
[ ! -e "$file" ] || fail "a package for others made a file"

step "a chain of people: min through wei to the lead, without seeing each other again"
as min
ok assess 4.2.2-b minor
new_number evidence add --ref 4.2.2-b --kind photo --title "By way of wei" --attach gate.jpg
pack min2
as wei
ok assess 4.2.2-c conforming
take min2
reject_err "not accepted"
pack wei2
as lead
take wei2
same_lists lead wei
as min
take wei2
same_lists lead wei min
all_good lead wei min

step "attachments came whole, and the same bytes once"
as lead
run 0 "$AUDITWALK" evidence list --json
shots=$(json "' '.join(e['number'] for e in j if e['attachments'])")
mkdir saved
for number in $shots; do
    ok evidence save "$number" --to saved
done
sha256sum shared.jpg gate.jpg | cut -d' ' -f1 | sort >wanted
sha256sum saved/*.jpg* | cut -d' ' -f1 | sort -u >got
cmp -s wanted got || fail "the attachments are not what was attached"
run 0 "$AUDITWALK" verify --json
expect_json "j['intact']"

step "both decided the same conflict differently: that is a conflict again, and ends"
as wei
ok audit edit IA-2026-01 --objectives "Conformity"
pack wei3
as min
ok audit edit IA-2026-01 --objectives "Conformity and effect"
pack min3
take wei3
conflict_of "c['field'] == 'objectives'"
ok conflicts resolve "$conflict" --take A --reason "Shorter"
pack min4
as wei
take min3
conflict_of "c['field'] == 'objectives'"
ok conflicts resolve "$conflict" --take B --reason "Longer"
take min4
if [ "$(count conflicts)" -gt 0 ]; then
    conflict_of "c['field'] == 'objectives'"
    ok conflicts resolve "$conflict" --value "Conformity, effect" --reason "Agreed by phone"
fi
pack wei4
as min
take wei4
expect_count 0 conflicts
as lead
take wei4 min4
same_lists lead wei min
all_good lead wei min

# ---- what was written, by whom ------------------------------------------------------------------

step "the history of a record and of the file"
ok log 8.4-c
expect_out "Wang Wei"
expect_out "Zhao Min"
run 0 "$AUDITWALK" log 8.4-c --json
expect_json "{l['author'] for l in j} >= {'Wang Wei', 'Zhao Min', 'Li Na 李娜'}"
expect_json "[l['field'] for l in j].count('result') >= 3"
ok log "$training"
expect_out "Training dates"
ok log "$training" --audit IA-2026-01 --limit 1 --json
expect_json "len(j) == 1"
ok log IA-2026-01
expect_out "South gate too"
run 0 "$AUDITWALK" findings --json
record=$(json "j[0]['id']")
ok log "$record"
ok log --limit 3
[ "$(wc -l <"$work/out")" -eq 5 ] || fail "three saves, the titles and a hint are expected"
run 0 "$AUDITWALK" log --json
cp "$work/out" log.json
expect_json "len(j) > 40 and all(l['author'] and l['device'] and l['at'] for l in j)"
run 0 "$AUDITWALK" log --audit IA-2026-01 --json
expect_json "all(l['audit'] == 'IA-2026-01' for l in j)"
refused 64 "no number" log --limit many
refused 64 "" log 99.9-z

step "the report has the positions and counts a merged finding once"
ok export report --audit IA-2026-01 -o report.xlsx
counted=$(count findings)
ok export register -o register.xlsx
expect_out "findings: $counted"
# cells FILE: every text of the workbook, a line each.
cells() {
    python -c 'import openpyxl, sys
for sheet in openpyxl.load_workbook(sys.argv[1]):
    for row in sheet.iter_rows(values_only=True):
        for cell in row:
            if cell is not None:
                print(str(cell).replace("\n", " "))' "$1"
}
reader=$top_srcdir/tests/exchange/read_workbook.py
run 0 /usr/bin/python3 "$reader" report.xlsx sound 'rows=Diverging opinions:3+' 'rows=Merge record:3+' \
    'has=Diverging opinions:One guard had proof' 'has=Diverging opinions:As the first said' \
    'has=Diverging opinions:The same container after all' "has=Findings:$min_finding" \
    'headings=Findings:Merged into|Also raised as' 'links=Findings>Findings'
run 0 /usr/bin/python3 "$reader" register.xlsx sound 'headings=Nonconformities:Also raised as' \
    "has=Nonconformities:$min_finding"
cells report.xlsx >report.txt
cells register.xlsx >register.txt
grep -qF "Two lorries passed; seen on film" report.txt || fail "the reason is not in the report"
grep -qF "Zhao Min" report.txt || fail "who thought otherwise is not in the report"
run 0 "$AUDITWALK" findings --json
for number in $(json "' '.join(f['number'] for f in j)"); do
    grep -qF "$number" register.txt || fail "the register lacks $number"
done
[ "$(grep -cF "The seal of container 12 was not checked" register.txt)" -eq 1 ] ||
    fail "one fact is in the register more than once"
