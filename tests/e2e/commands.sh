#!/bin/bash
# commands.sh - every command from the command line, and what it does with bad input.
#
# Whatever is refused ends with its status, says why in one line on standard error, and leaves the
# audit file as it was, byte by byte.
# shellcheck source=lib.sh disable=SC2016
. "${0%/*}/lib.sh"

extra_env=("AUDITWALK_PERSON=Li Na")
aw=$AUDITWALK
kept=port.audit

# ---- help ---------------------------------------------------------------------------------------

step "help and version"
done_well
expect_out "auditwalk COMMAND --help"
expect_match '^    audit remove-checklist +take a checklist' # no name runs into its summary
expect_match '^    finding duplicates +list pairs'
cp "$work/out" "$work/overview"
done_well help
cmp -s "$work/out" "$work/overview" || fail "no words, and help: the same is expected"
done_well --help
cmp -s "$work/out" "$work/overview" || fail "--help, and help: the same is expected"
done_well help evidence
expect_out "evidence add"
expect_out "evidence list"
done_well evidence --help
expect_out "evidence add"
done_well -h finding add
expect_out "--statement"
done_well --version
expect_match '^auditwalk [0-9]+\.[0-9]+'
expect_out SQLite
expect_out libmagic
expect_out gettext
done_well status --version
expect_out SQLite

step "the command line"
refused 64 "did you mean auditwalk status?" statsu
refused 64 "neither a command nor an audit file" xyzzy
refused 64 "evidence knows: add" evidence
refused 64 "unknown command: evidence ad" evidence ad
refused 64 "unknown command: nothing" help nothing
refused 64 "did you mean --title?" evidence add --kind photo --titel x
refused 64 "unknown option -x" audits -x
refused 64 "--lang needs a value" audits --lang
refused 64 "--json takes no value" audits --json=yes
refused 64 "is given twice" audit new --number 1 --number 2
refused 64 "\"more\" is too much" audits more
refused 64 "REF RESULT is missing" assess 8.4-c
refused 64 "--organization is missing" new x.audit
refused 64 "--organization is empty" new x.audit --organization ' '
refused 64 "is no language" --lang ../x audits
refused 64 "no audit file is named" audits
refused 66 "auditwalk new FILE" absent.audit
expect_err "auditwalk demo FILE"
refused 66 "auditwalk new" -f absent.audit status
[ ! -e absent.audit ] || fail "asking for a file made it"

# ---- making files -------------------------------------------------------------------------------

step "new"
done_well new port.audit --organization "Harbour Terminal 港" --person "Wang Wei"
expect_out "port.audit  made for Harbour Terminal 港, by Wang Wei"
[ "$(stat -c %a port.audit)" = 600 ] || fail "an audit file must be of mode 600"
refused 73 "exists" new port.audit --organization Other
refused 73 "" new no/such/place.audit --organization Other
refused 65 "--organization: the text is not UTF-8" new y.audit --organization $'a\xff'
refused 65 "--person: the text is not UTF-8" -f port.audit --person $'\xc3' audits
[ ! -e y.audit ] || fail "a refused new left a file"

step "a new file has nothing, and says so"
done_well -f port.audit audits
expect_out "no audits yet"
done_well findings -f port.audit
expect_out "no findings"
refused 64 "" -f port.audit status

# ---- an audit -----------------------------------------------------------------------------------

step "audit new"
extra_env+=("AUDITWALK_FILE=port.audit")
refused 64 "checklist" audit new --number IA-2026-01 --title T --checklist iso28000-2023
refused 66 "" audit new --number IA-2026-01 --title T --checklist ./absent.yaml
refused 64 "--from: \"2026-02-30\" is no date" audit new --number IA-2026-01 --title T \
    --checklist iso28000-2022 --from 2026-02-30
refused 64 "is before" audit new --number IA-2026-01 --title T --checklist iso28000-2022 \
    --from 2026-03-02 --to 2026-03-01
refused 64 "did you mean internal?" audit new --number IA-2026-01 --title T \
    --checklist iso28000-2022 --type intern
refused 64 "--number is missing" audit new --title T --checklist iso28000-2022
done_well audit new --number IA-2026-01 --title "Gate and yard 闸口" --checklist iso28000-2022 \
    --site North --site South --site North --type internal --from 2026-03-01 --to 2026-03-05 \
    --scope "Both terminals" --objectives "Conformity" --lead "Li Na" --auditor "Wang Wei"
expect_match '^IA-2026-01  audit made: 2[0-9][0-9] '
expect_out "site made: North"
[ "$(grep -c "^site made: " "$work/out")" -eq 2 ] || fail "two sites were to be made"
refused 64 "IA-2026-01" audit new --number IA-2026-01 --title Again --checklist iso28000-2022 \
    --site East
done_well audit new --number=IA-2026-02 --title=Second \
    --checklist "${AUDITWALK_CHECKLISTS:-$top_srcdir/checklists}/iso28000-2022.yaml" --site north
reject_out "site made"
done_well audits
expect_out "Gate and yard 闸口"
done_well audits --json
is_json
[ "$(json 'len(j)')" = 2 ] || fail "two audits, and no site East, are expected"
reject_out East

step "assess"
done_well assess --audit IA-2026-01 8.4-c conforming --note "Seen in the log"
expect_out_is "8.4 c)  Conforming"
done_well assess 8.4-c conforming --audit IA-2026-01
expect_out_is "8.4 c)  Conforming"
done_well assess --audit=IA-2026-01 --note="-- not a flag --" -- "8.4 D)" conforming
expect_out_is "8.4 d)  Conforming"
done_well assess --audit IA-2026-01 8.4d na --note "No such process here"
expect_out_is "8.4 d)  Not applicable"
refused 64 "unknown option --audit" --audit IA-2026-01 assess 8.4-c conforming
refused 64 "did you mean minor?" assess --audit IA-2026-01 8.4-c minr
refused 64 "8.9" assess --audit IA-2026-01 8.9-z conforming
refused 64 "IA-2026-9" assess --audit IA-2026-9 8.4-c conforming
refused 64 "Nowhere" assess --audit IA-2026-01 8.4-c conforming --area Nowhere
refused 65 "--note: the text is not UTF-8" assess --audit IA-2026-01 8.4-c ofi --note $'caf\xe9'
refused 65 "assess: the text is not UTF-8" assess --audit IA-2026-01 $'8.4\xff' ofi
run 65 env $'AUDITWALK_PERSON=\xc3' "$aw" assess --audit IA-2026-01 8.4-c ofi
one_line
expect_err "AUDITWALK_PERSON: the text is not UTF-8"

step "an exclusion without its reason is told"
make_clean_env
"${clean_env[@]}" "$aw" assess --audit IA-2026-01 8.4-1 na >"$work/out" 2>"$work/err"
ran="assess na without a note"
one_line
expect_err "say in the note why it does not apply"

step "control characters do not reach the terminal"
done_well assess --audit IA-2026-01 8.4-c conforming --note $'red \e[31m and \u202e back'
done_well evidence add --audit IA-2026-01 --ref 8.4-c --kind record --title $'a\e]0;x\ab\nc'
done_well evidence list --audit IA-2026-01
! grep -q $'\e' "$work/out" || fail "an escape character is in the list"
run 64 "$aw" $'\e[31mx'
one_line
! grep -q $'\e' "$work/err" || fail "an escape character is in the message"

# ---- evidence -----------------------------------------------------------------------------------

step "evidence add"
printf 'a photo, say\n' >photo.jpg
printf 'another\n' >"name with ü and spaces.txt"
cp photo.jpg $'bytes-\xff.txt'
done_well evidence add --audit IA-2026-01 --ref 8.4-c --kind document --title "Gate log"
expect_match '^E-[0-9a-z]+-[0-9]+  added to 8\.4 c\)$'
first=${out%% *}
done_well evidence add --audit IA-2026-01 --ref "8.4 c)" --kind photo --title "Seal 封条" \
    --attach photo.jpg --attach "name with ü and spaces.txt" --attach $'bytes-\xff.txt' \
    --detail "Seal missing" --source "Guard" --asked "When was it checked?" \
    --confidentiality confidential
expect_out "files attached: 3"
second=${out%% *}
[ "$first" != "$second" ] || fail "two pieces of evidence have the number $first"
done_well evidence add --audit IA-2026-01 --kind interview --title "With nothing to link to"
expect_match '^E-[0-9a-z]+-[0-9]+  added$'
done_well evidence list --audit IA-2026-01
expect_out "$second"
expect_out "Seal 封条"
done_well evidence list --audit IA-2026-01 --json
is_json

step "evidence save"
mkdir saved
done_well evidence save "$second" --audit IA-2026-01 --to saved
cmp photo.jpg saved/photo.jpg || fail "the file that came out is another"
[ "$(find saved -type f | wc -l)" -eq 3 ] || fail "three files are expected in saved"
done_well evidence save "$second" --audit IA-2026-01 --to saved
[ "$(find saved -type f | wc -l)" -eq 6 ] || fail "files were written over"
refused 73 "exists already" evidence save "$second" --audit IA-2026-01 --to saved
refused 64 "E-none-9" evidence save E-none-9 --audit IA-2026-01 --to saved
refused 66 "is no directory" evidence save "$second" --audit IA-2026-01 --to absent

step "attachments that can't be taken"
mkfifo fifo
mkdir directory
: >empty
ln -s absent dangling
add=(evidence add --audit IA-2026-01 --ref 8.4-c --kind photo --title T)
refused 66 absent.jpg "${add[@]}" --attach absent.jpg
refused 66 absent.jpg "${add[@]}" --attach photo.jpg --attach absent.jpg
refused 66 fifo "${add[@]}" --attach fifo
refused 66 directory "${add[@]}" --attach directory
refused 66 /dev/zero "${add[@]}" --attach /dev/zero
refused 66 dangling "${add[@]}" --attach dangling
refused 65 "0 bytes" "${add[@]}" --attach empty
refused 64 "the name of the file is empty" "${add[@]}" --attach ''
head -c 1500000 /dev/zero >large
mkdir -p "$home/.config/auditwalk"
printf '# one mebibyte\nattachment-limit-mib = 1\n' >"$home/.config/auditwalk/config"
refused 65 "large" "${add[@]}" --attach large
rm "$home/.config/auditwalk/config"
done_well "${add[@]}" --attach large
refused 64 "did you mean photo?" evidence add --kind foto --title T
refused 64 "confidentiality" evidence add --kind photo --title T --confidentiality secret
refused 64 "--kind is missing" evidence add --title T
refused 65 "--title: the text is not UTF-8" evidence add --kind photo --title $'\xff\xfe'

# ---- findings -----------------------------------------------------------------------------------

step "finding add"
done_well finding add --audit IA-2026-01 --ref 8.4-c --ref 8.4-d --grade minor \
    --statement "Seals are not checked." --evidence "$first" --evidence "$second" \
    --title "Seals" --objective-evidence "Container 12" --requirement "Checked on entry" \
    --reason "One case" --consequence "Theft" --risk medium --source audit --site North
expect_match '^F-[0-9a-z]+-[0-9]+  minor  8\.4 c\), 8\.4 d\)$'
finding=${out%% *}
done_well evidence add --audit IA-2026-01 --kind document --title "Also" --finding "$finding"
expect_out "added to $finding"
done_well finding add --audit IA-2026-01 --ref 8.4-c --grade ofi --statement "Light the gate."
done_well findings
expect_out "$finding"
expect_out minor
done_well findings --audit IA-2026-01 --json
is_json
[ "$(json 'len(j)')" = 2 ] || fail "two findings are expected"
done_well findings --audit IA-2026-02
expect_out "no findings"
refused 64 "--statement is missing" finding add --audit IA-2026-01 --ref 8.4-c --grade minor
refused 64 "--statement is empty" finding add --audit IA-2026-01 --ref 8.4-c --grade minor \
    --statement "  "
refused 64 "--ref is missing" finding add --audit IA-2026-01 --grade minor --statement S
refused 64 "did you mean minor?" finding add --audit IA-2026-01 --ref 8.4-c --grade mino \
    --statement S
refused 64 "99.9" finding add --audit IA-2026-01 --ref 99.9 --grade minor --statement S
refused 64 "E-none-9" finding add --audit IA-2026-01 --ref 8.4-c --grade minor --statement S \
    --evidence E-none-9
refused 64 "Atlantis" finding add --audit IA-2026-01 --ref 8.4-c --grade minor --statement S \
    --site Atlantis

step "status"
done_well status --audit IA-2026-01
expect_match '^IA-2026-01  Gate and yard 闸口 '
expect_out "8 Operation"
expect_out "1 minor, 1 ofi"
done_well status --audit IA-2026-01 --by area
expect_match '^Area +Done +of'
done_well status --audit IA-2026-01 --by method
expect_match '^Interview +'
done_well status --audit IA-2026-01 --by grade
expect_match '^Grade +State +Findings'
refused 64 "clause, area, process, method, grade" status --audit IA-2026-01 --by colour
done_well status --audit IA-2026-01 --json
expect_json 'len(j["places"]) > 0 and j["methods"][0]["key"] and "major" in j["finding_states"]'
is_json
refused 64 "IA-1" status --audit IA-1

step "lists keep to the width of a terminal"
done_well finding add --audit IA-2026-01 --ref 8.4-a --grade minor --statement \
    "很长的不符合陈述，要比八十列宽得多，才能看出列表在终端的边上被截断而不是折到下一行去了。The end."
start 80x24 "$aw" findings --audit IA-2026-01
wait_exit 0
screen >"$work/out"
expect_out "…"
reject_out "The end."
[ "$(grep -c . "$work/out")" -eq 4 ] || fail "four lines are expected: $(cat "$work/out")"
done_well findings
expect_out "The end."

# ---- out of the file ----------------------------------------------------------------------------

step "export"
done_well export report --audit IA-2026-01 -o report.xlsx
expect_out "report.xlsx  "
[ -s report.xlsx ] || fail "no workbook"
done_well export report --audit IA-2026-01 --output=zh.xlsx --lang zh_CN
done_well export register -o register.xlsx
done_well export register --audit IA-2026-01
[ -s "${out%%  *}" ] || fail "no workbook of the default name"
before=$(digest report.xlsx)
refused 64 "did you mean report?" export reprot -o report.xlsx
refused 64 "IA-9" export report --audit IA-9 -o report.xlsx
refused 64 "is missing" export
done_well export checklist --checklist iso28000-2022
expect_out "iso28000-2022-checklist.xlsx  requirements: 265"
done_well export checklist --audit IA-2026-01 --lang zh_CN -o blank.xlsx
done_well export checklist --filled --audit IA-2026-01 -o filled.xlsx
refused 64 "belongs to: export checklist" export checklist --filled --checklist iso28000-2022
refused 64 "belongs to: export checklist --filled" export register --filled
done_well export pack --from 2026-01-01 --to 2026-12-31
expect_out "pack.xlsx"
done_well export pack --audit IA-2026-01 -o pack.xlsx --lang zh_CN
refused 64 "are not written in \"fr\"" export pack --lang fr -o pack.xlsx
refused 64 "is no language" export pack --lang ../x -o pack.xlsx
done_well export register --lang en_GB -o register.xlsx
refused 64 "is before --from" export pack --from 2026-06-30 --to 2026-01-01
refused 64 "IA-9" export pack --audit IA-9 -o pack.xlsx
done_well export response --audit IA-2026-01 -o response.xlsx
refused 64 "belongs to: export response" export report --audit IA-2026-01 --finding F-1
refused 64 "there is no finding" export response --audit IA-2026-01 --finding F-none-99
refused 64 "--finding needs a value" export response --finding
[ -s blank.xlsx ] || fail "no blank checklist"
refused 64 "belongs to: export checklist" export report --audit IA-2026-01 --wording -o report.xlsx
refused 64 "is before --from" export register --from 2026-06-30 --to 2026-01-01
refused 64 "is no date" export register --from 2026-02-30
refused 64 "belongs to: export register, export pack" export report --audit IA-2026-01 --from 2026-01-01
refused 64 "iso28000-2022" export checklist --checklist iso28000-2023
refused 73 "" export report --audit IA-2026-01 -o directory
refused 73 "no/such" export report --audit IA-2026-01 -o no/such/report.xlsx
[ "$(digest report.xlsx)" = "$before" ] || fail "the workbook changed"

step "checklist"
done_well checklist list
expect_out iso28000-2022
done_well checklist list --json
is_json
done_well checklist show iso28000-2022
expect_out "8.4 c)"
done_well checklist show iso28000-2022 --json
is_json
done_well checklist check iso28000-2022
expect_out "good: iso28000-2022"
printf 'format: "1"\nid: bad id\ntitel: x\n' >bad.yaml
refused 65 "errors: " checklist check ./bad.yaml
expect_out "bad.yaml:3:1: error E"
refused 65 "bad.yaml:" checklist show ./bad.yaml
refused 65 "bad.yaml:" audit new --number IA-9 --title T --checklist ./bad.yaml
run 65 "$aw" checklist check --json ./bad.yaml
is_json
refused 66 absent.yaml checklist check ./absent.yaml
refused 64 "iso28000-2022" checklist check iso28000-2023
head -c 3000 /dev/urandom >noise.yaml
refused 65 "" checklist check ./noise.yaml

step "checklist import and export"
mine=$home/.local/share/auditwalk/checklists
done_well checklist export iso28000-2022 --format csv
grep -q '^item,8.4-c,8.4-c,8.4,' "$work/out" || fail "no row an item"
done_well checklist export iso28000-2022 -o list.csv
expect_out "list.csv  written: iso28000-2022"
done_well checklist check list.csv
expect_out "good: iso28000-2022"
sed 's/,8\.4-c,8\.4,/,8.4-c,08. Apr,/' list.csv >spoilt.csv
refused 65 "by the ref" checklist import spoilt.csv
refused 64 "did you mean csv?" checklist import list.csv --as csw
refused 66 absent.csv checklist import absent.csv
[ ! -e "$mine" ] || fail "a refused import left something"
cp list.csv list.txt
done_well checklist import list.txt --as csv -o other.yaml
done_well checklist export ./other.yaml -o again.csv
cmp list.csv again.csv || fail "the round trip changed something"
sed 's/iso28000-2022/own-list/' list.csv >own.csv
done_well checklist import own.csv
expect_out "own-list.yaml  imported: own-list"
[ "$(stat -c %a "$mine/own-list.yaml")" = 600 ] || fail "others can read it"
done_well checklist import own.csv
expect_out "nothing to do"
sed 's/,1\.0\.0,/,1.0.1,/; s/^\(checklist.*\),[0-9.]*,en/\1,9.9.9,en/' own.csv >newer.csv
refused 73 "--replace" checklist import newer.csv
done_well checklist import newer.csv --replace
expect_out "in place of version"
done_well checklist list
expect_out own-list
rm "$mine/own-list.yaml"
printf 'format: "1"\noverlay: iso28000-2022\ntext:\n  8.4-c: {en: From my copy.}\n  8.4-zz: x\n' >wording.yaml
done_well checklist check wording.yaml
expect_out "wording.yaml:5:3: warning W206"
expect_out "good: iso28000-2022 overlay"
done_well checklist import wording.yaml
expect_out "iso28000-2022.overlay.yaml  imported"
done_well checklist show iso28000-2022
expect_out "| From my copy."
done_well checklist show iso28000-2022 --json
reject_out "From my copy."
sed 's/2022/2023/' wording.yaml >elsewhere.yaml
refused 65 "error E132" checklist import ./elsewhere.yaml
refused 65 "error E133" audit new --number IA-9 --title T --checklist ./wording.yaml

step "checklists of an audit"
cat >house.yaml <<'YAML'
format: "1"
id: house
version: "1"
title: {en: House rules, zh_CN: 自定要求}
items:
  - {id: fence, ref: "8.4-c", clause: "8.4", obligation: own, ask: {en: Is the fence walked?, zh_CN: 是否巡视围栏？}}
  - {id: paint, clause: "8.4", obligation: should, ask: {en: Is it painted?, zh_CN: 是否上漆？}}
YAML
refused 64 "named twice" audit new --number IA-2 --title T --checklist ./house.yaml --checklist ./house.yaml
done_well audit add-checklist --audit IA-2026-01 ./house.yaml
expect_out "2 requirements of house 1"
refused 64 "already" audit add-checklist --audit IA-2026-01 ./house.yaml
done_well audit checklists --audit IA-2026-01
expect_out "House rules"
done_well audit checklists --audit IA-2026-01 --json
is_json
[ "$(json "j[1]['id']")" = house ] || fail "no second checklist"
done_well status --audit IA-2026-01
expect_out "House rules"
done_well status --audit IA-2026-01 --json
[ "$(json "j['checklists'][1]['id']")" = house ] || fail "status --json does not know it"
done_well assess --audit IA-2026-01 house:8.4-c conforming
done_well assess --audit IA-2026-01 fence conforming
refused 77 "only recommends" assess --audit IA-2026-01 paint minor
refused 77 "only recommends" finding add --audit IA-2026-01 --ref paint --grade minor --statement S
done_well assess --audit IA-2026-01 paint minor --note "The insurer requires it"
sed 's/^version: "1"/version: "2"/; s/Is the fence walked/Who walks the fence/' house.yaml >house-2.yaml
done_well audit update-checklist --audit IA-2026-01 ./house-2.yaml --dry-run
expect_out "house: 1 becomes 2"
expect_out "changed: 1, answers to look at again: 1"
expect_out "nothing was changed"
done_well audit checklists --audit IA-2026-01
grep -q "^house  *1 " "$work/out" || fail "the plan changed something"
done_well audit update-checklist --audit IA-2026-01 ./house-2.yaml
expect_out "checklist updated"
done_well audit update-checklist --audit IA-2026-01 ./house-2.yaml
expect_out "exactly this"
done_well status --audit IA-2026-01
expect_out "the question has changed: 1"
done_well assess --audit IA-2026-01 fence conforming
done_well status --audit IA-2026-01
reject_out "the question has changed"
refused 64 "facility-walk" audit update-checklist --audit IA-2026-01 facility-walk
refused 64 "--reason is missing" audit remove-checklist --audit IA-2026-01 house
done_well audit remove-checklist --audit IA-2026-01 house --reason "Not agreed"
refused 77 "only checklist" audit remove-checklist --audit IA-2026-01 iso28000-2022 --reason x

step "verify"
done_well verify
expect_out "port.audit  good: "
done_well verify --json
is_json
[ "$(json "j['intact']")" = True ] || fail "verify --json is not intact"

step "demo"
done_well demo demo.audit
expect_out "demo.audit  made"
refused 73 "exists" demo demo.audit
done_well -f demo.audit verify
expect_out good
done_well -f demo.audit audits
done_well -f demo.audit findings
done_well -f demo.audit status
done_well -f demo.audit evidence list

# ---- where output goes --------------------------------------------------------------------------

step "standard output that can't be written"
for where in '>/dev/full' '>&-'; do
    run 74 sh -c "\"\$0\" audits $where" "$aw"
    one_line
    expect_err "standard output"
done
run 74 /usr/bin/python3 -c 'import os, subprocess, sys
r, w = os.pipe()
os.close(r)
sys.exit(subprocess.run(sys.argv[1:], stdout=w).returncode)' "$aw" audits
one_line
before=$(digest port.audit)
run 0 sh -c '"$0" audits 2>&- <&-' "$aw"
run 74 sh -c '"$0" status --audit IA-2026-01 >&- 2>&-' "$aw"
[ "$(digest port.audit)" = "$before" ] || fail "messages went into the audit file"

step "no colours but on a terminal"
done_well findings
! grep -q $'\e' "$work/out" || fail "colours in a file"

step "the screens without a terminal"
refused 64 "auditwalk help lists them" port.audit
refused 64 "need a terminal" -f port.audit
run 64 env TERM=xterm "$aw" port.audit
expect_err "need a terminal"
refused 64 "is too much" port.audit other

step "the screens, and a file that they have open"
start 80x24 "$aw" port.audit
wait_for "IA-2026-01"
before=$(digest port.audit)
for command in status "assess --audit IA-2026-01 8.4-c ofi" verify; do
    # shellcheck disable=SC2086
    refused 75 "in use by auditwalk" -f port.audit $command
done
keys q
wait_exit 0
[ "$(digest port.audit)" = "$before" ] || fail "looking at the file changed it"
run 0 "$aw" audits
E2E_TERM=dumb start 80x24 "$aw" port.audit
wait_exit 64
start 80x24 "$aw" absent.audit
wait_exit 66
start 80x24 "$aw" text.audit
wait_exit 66

# ---- configuration and language -----------------------------------------------------------------

step "configuration"
printf 'persn = X\ntheme = pink\nnonsense\nperson = Zhao Min\nattachment-limit-mib = 0\n' \
    >"$home/.config/auditwalk/config"
run 0 "$aw" audits
[ "$(grep -c "^auditwalk: .*config:" "$work/err")" -eq 4 ] || {
    print_run >&2
    fail "four warnings are expected"
}
expect_err 'config:1: unknown key "persn", ignored (did you mean person?)'
expect_err 'config:2: theme'
expect_err 'config:3: '
expect_err 'config:5: attachment-limit-mib'
printf 'person = Zhao Min\nfile = ~/home.audit\n' >"$home/.config/auditwalk/config"
run 0 env -u AUDITWALK_PERSON -u AUDITWALK_FILE "$aw" new "$home/home.audit" --organization O
expect_out "by Zhao Min"
run 0 env -u AUDITWALK_FILE "$aw" audits
expect_out "no audits yet"
printf '\xff\xfe' >"$home/.config/auditwalk/config"
run 0 "$aw" audits
one_line
rm "$home/.config/auditwalk/config"

step "any locale"
for locale in C POSIX C.UTF-8 xx_YY.UTF-8; do
    run 0 env LC_ALL="$locale" "$aw" audits
    expect_out "Gate and yard 闸口"
done

step "languages"
run 0 "$aw" --version
if grep -q "gettext .*yes" "$work/out" && command -v msgfmt >/dev/null; then
    mkdir -p "$work/locale/zh_CN/LC_MESSAGES"
    printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n%s\n%s\n' \
        'msgid "no audit file is named"' 'msgstr "没有指定审核文件"' |
        msgfmt -o "$work/locale/zh_CN/LC_MESSAGES/auditwalk.mo" -
    chinese=(env -u LANGUAGE -u AUDITWALK_FILE "AUDITWALK_LOCALEDIR=$work/locale")
    run 64 "${chinese[@]}" "$aw" audits --lang zh_CN
    expect_err 没有指定审核文件
    run 64 "${chinese[@]}" LC_ALL=C "$aw" --lang=zh-CN audits
    expect_err 没有指定审核文件
    run 64 "${chinese[@]}" LC_ALL=zh_CN.UTF-8 "$aw" audits
    expect_err 没有指定审核文件
    run 64 "${chinese[@]}" LANGUAGE=zh_CN "$aw" audits
    expect_err 没有指定审核文件
    run 64 "${chinese[@]}" LANGUAGE=zh_CN "$aw" audits --lang en
    expect_err "no audit file is named"
    printf 'language = zh_CN\n' >"$home/.config/auditwalk/config"
    run 64 "${chinese[@]}" "$aw" audits
    expect_err 没有指定审核文件
    rm "$home/.config/auditwalk/config"
fi
cat >walk.yaml <<'YAML'
format: "1"
id: walk
version: "1.0.0"
language: en
title: {en: Yard walk, zh_CN: 场区巡查}
source: {standard: "ISO 28000:2022"}
items:
  - id: gate-log
    ref: "8.4-1"
    clause: "8.4"
    obligation: shall
    ask: {en: Are gate entries signed?, zh_CN: 出入登记是否签字？}
YAML
run 0 "$aw" checklist show ./walk.yaml --lang zh_CN
expect_out "场区巡查"
expect_out "出入登记是否签字？"
run 0 "$aw" checklist show ./walk.yaml --lang en
expect_out "Are gate entries signed?"
done_well audit new --number IA-2026-03 --title Walk --checklist ./walk.yaml
expect_out "1 requirements of walk 1.0.0"

# ---- files that are no audit files --------------------------------------------------------------

# unusable STATUS TEXT FILE: reading and writing commands refuse it and leave it as it is.
unusable() {
    local before after
    before=$(digest "$3")
    for command in "status" "verify" "assess 8.4-c ofi" "findings --json"; do
        # shellcheck disable=SC2086
        refused "$1" "$2" -f "$3" $command
        [ -z "$out" ] || fail "output in spite of an error: $ran"
    done
    after=$(digest "$3")
    [ "$before" = "$after" ] || fail "$3 was changed"
}

step "not an audit file"
echo "just a text" >text.audit
python -c 'import sqlite3; c = sqlite3.connect("other.audit"); c.execute("create table t (a)"); c.commit()'
unusable 65 "not an audit file" text.audit
unusable 65 "not an audit file" other.audit
unusable 65 "not an audit file" empty
unusable 65 "not an audit file" noise.yaml
unusable 66 "directory" directory
unusable 66 "fifo" fifo
unusable 66 "absent" absent/absent.audit

step "a newer version"
cp port.audit newer.audit
python -c 'f = open("newer.audit", "r+b"); f.seek(60); f.write((999).to_bytes(4, "big"))'
unusable 65 "newer" newer.audit

step "truncated, damaged"
size=$(stat -c %s port.audit)
head -c $((size / 2)) port.audit >half.audit
unusable 65 "" half.audit
head -c 50 port.audit >short.audit
unusable 65 "not an audit file" short.audit
cp port.audit damaged.audit
python -c 'import os
f = open("damaged.audit", "r+b")
f.seek(4096 * 3)
f.write(os.urandom(4096 * 20))'
before=$(digest damaged.audit)
make_clean_env
"${clean_env[@]}" "$aw" -f damaged.audit verify >"$work/out" 2>"$work/err"
status=$?
ran="verify damaged.audit"
case $status in
1 | 65 | 74) one_line ;;
*) print_run >&2 && fail "verify of a damaged file ended with $status" ;;
esac
[ "$(digest damaged.audit)" = "$before" ] || fail "damaged.audit was changed"

step "verify finds what another program changed"
cp port.audit forged.audit
python -c 'import sqlite3
c = sqlite3.connect("forged.audit")
c.execute("update assessment set result = ? where result = ?", ("major", "minor"))
c.commit()
c.execute("pragma journal_mode=delete")'
run 1 "$aw" -f forged.audit verify
one_line
expect_err "problems found"
[ -n "$out" ] || fail "no problem is listed"
run 1 "$aw" -f forged.audit verify --json
is_json
done_well -f forged.audit verify --rebuild
expect_out "good"
done_well -f forged.audit verify
run 0 "$aw" -f forged.audit findings --json
cp "$work/out" rebuilt.json
run 0 "$aw" findings --json
cmp -s "$work/out" rebuilt.json || fail "the records are not what they were"

step "in use by another program"
mkfifo release
python -c 'import sqlite3
c = sqlite3.connect("port.audit", isolation_level=None)
c.execute("begin immediate")
open("held", "w").close()
open("release").read()
c.execute("rollback")' &
holder=$!
poll 20 test -e held || fail "the other program did not start"
for command in status "assess --audit IA-2026-01 8.4-c ofi" verify audits; do
    # shellcheck disable=SC2086
    refused 75 "port.audit" $command
done
echo >release
wait "$holder" || fail "the other program failed"
done_well audits

# ---- places -------------------------------------------------------------------------------------

step "a place that can only be read"
if tmpfs readonly 8m; then
    cp port.audit readonly/port.audit
    mount -o remount,ro "$PWD/readonly" || fail "can't remount"
elif [ "$(id -u)" -ne 0 ]; then
    mkdir -p readonly
    cp port.audit readonly/port.audit
    chmod 400 readonly/port.audit
    chmod 500 readonly
fi
if [ -e readonly/port.audit ]; then
    run 0 "$aw" -f readonly/port.audit audits
    one_line
    expect_err "read-only"
    before=$(digest readonly/port.audit)
    run 73 "$aw" -f readonly/port.audit assess --audit IA-2026-01 8.4-c ofi
    expect_err "auditwalk: "
    [ "$(digest readonly/port.audit)" = "$before" ] || fail "the file changed"
    refused 73 "" new readonly/new.audit --organization O
    chmod 700 readonly 2>/dev/null
else
    echo "  (no place can be made read-only here)"
fi

step "editing and withdrawing"
cp port.audit port.kept
done_well evidence add --audit IA-2026-01 --ref 8.4-c --kind record --title "Patrol sheet"
patrol=${out%% *}
done_well finding add --audit IA-2026-01 --ref 8.4-c --grade ofi --statement "Sheet hard to read"
raised=${out%% *}
done_well evidence edit "$patrol" --audit IA-2026-01 --title "Patrol sheet 巡逻单" --source "PS-7 rev 2"
done_well evidence list --audit IA-2026-01
expect_out "Patrol sheet 巡逻单"
done_well finding edit "$raised" --audit IA-2026-01 --grade minor --consequence "Rounds are missed"
done_well findings --audit IA-2026-01 --json
[ "$(json "[f['grade'] for f in j if f['number'] == '$raised'][0]")" = minor ] || fail "the grade stayed"
done_well audit edit IA-2026-01 --title "Gate and yard, spring"
done_well audits
expect_out "Gate and yard, spring"
done_well note --audit IA-2026-01 8.4-c "asked again 再次询问"
refused 64 "nothing to change" finding edit "$raised" --audit IA-2026-01
refused 64 "there is no finding" finding edit F-none-9 --audit IA-2026-01 --title T
refused 64 "did you mean minor?" finding edit "$raised" --audit IA-2026-01 --grade minr
refused 64 "--reason is empty" finding withdraw "$raised" --audit IA-2026-01 --reason ' '
refused 64 "--reason" evidence withdraw "$patrol" --audit IA-2026-01
refused 64 "99.9" note --audit IA-2026-01 99.9 "text"
done_well finding withdraw "$raised" --audit IA-2026-01 --reason "raised twice"
done_well findings --audit IA-2026-01
reject_out "$raised"
done_well evidence withdraw "$patrol" --audit IA-2026-01 --reason "another site"
done_well evidence list --audit IA-2026-01
reject_out "$patrol"
done_well verify
done_well demo closed.audit
before=$(digest closed.audit)
run 77 "$aw" -f closed.audit finding withdraw NC-2025-011 --audit IA-2025-02 --reason "late"
one_line
run 77 "$aw" -f closed.audit audit edit IA-2025-02 --title "Late"
run 77 "$aw" -f closed.audit note --audit IA-2025-02 8.4-c "late"
[ "$(digest closed.audit)" = "$before" ] || fail "a closed audit was changed"
mv port.kept port.audit

step "a full disk"
if tmpfs small 2m; then
    done_well new small/port.audit --organization O
    done_well -f small/port.audit audit new --number A-1 --title T --checklist iso28000-2022
    before=$(digest small/port.audit)
    head -c 4000000 /dev/urandom >noise
    run 73 "$aw" -f small/port.audit evidence add --kind photo --title T --attach noise
    one_line
    done_well -f small/port.audit verify
    done_well -f small/port.audit evidence list
    expect_out "no evidence yet"
    head -c 4000000 /dev/zero >small/filler 2>/dev/null
    run 73 "$aw" new small/second.audit --organization O
    one_line
    [ ! -e small/second.audit ] || fail "a new that failed left a file"
    run 73 "$aw" -f small/port.audit export report -o small/report.xlsx
    one_line
    [ ! -e small/report.xlsx ] || fail "a part of a workbook is left"
    run 73 "$aw" demo small/demo.audit
    [ ! -e small/demo.audit ] || fail "a part of the demo is left"
    rm small/filler
    done_well -f small/port.audit verify
else
    echo "  (no small file system can be mounted here)"
fi
