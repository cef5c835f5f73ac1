#!/bin/bash
# walk_evidence.sh - several pieces of evidence at once: one after another, several files, several
# linked in one step; the place that is there after a restart; the watched folder as a command.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"
export AUDITWALK_PERSON="Li Na"
aw=$AUDITWALK
photos=$work/files/phone
mkdir -p "$photos" "$home/.config/auditwalk"
printf 'first page\n' >"$photos/one.txt"
printf 'second page\n' >"$photos/two.txt"
printf 'third page\n' >"$photos/three.txt"
touch -d '2026-03-12 09:00' "$photos/one.txt"
touch -d '2026-03-12 09:10' "$photos/two.txt"
touch -d '2026-03-12 09:20' "$photos/three.txt"
run 0 "$aw" demo demo.audit

step "the watched folder"
run 64 "$aw" evidence watched
expect_err "no folder is watched"
echo "photos = $photos" >"$home/.config/auditwalk/config"
run 0 "$aw" -f demo.audit evidence watched --json
[ "$(json "[f['name'] for f in j]")" = "['three.txt', 'two.txt', 'one.txt']" ] || fail "not newest first"
[ "$(json "{f['media_type'] for f in j}")" = "{'text/plain'}" ] || fail "the type"
run 0 "$aw" evidence watched --limit 1
expect_out three.txt
reject_out two.txt
run 66 "$aw" evidence watched --folder /no/such/folder

step "several by commands"
run 0 "$aw" -f demo.audit evidence add --ref 8.4-c --kind document --title Page \
    --attach "$photos/one.txt" --attach "$photos/two.txt" --each
expect_out "Page (2)"
first=$(head -1 "$work/out" | cut -d' ' -f1)
second=$(sed -n 2p "$work/out" | cut -d' ' -f1)
run 0 "$aw" -f demo.audit evidence link "$first" "$second" --ref 8.4-d --ref 8.1-1
run 0 "$aw" -f demo.audit evidence list --clause "8.1 (1)" --json
[ "$(json "sum(e['number'] in ('$first', '$second') for e in j)")" = 2 ] || fail "they are not linked"
run 0 "$aw" -f demo.audit evidence watched --json
[ "$(json "[f['attached_to'] for f in j]")" = "['', '$second', '$first']" ] || fail "what is attached"
kept=demo.audit
run 64 "$aw" -f demo.audit evidence link "$first" E-none-1 --ref 8.4-e
run 64 "$aw" -f demo.audit evidence add --ref 8.4-c --kind document --title Page --each
expect_err "--each needs files"
kept=

step "one after another, with the place"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press a "Where are you?"
keys j Enter
wait_for " · at "
press e "What you saw"
type_text "Gate log 出入登记"
keys Tab Tab Tab Tab Tab
type_text "Guard"
press C-t "recorded; the next one"
golden evidence-next-80x24
type_text "Second thing"
keys Enter
wait_line ' 4\.1 .* E3'

step "files marked in the folder"
press p "Photos and files"
keys Space Space
wait_for "marked: 2"
press Enter "one piece of evidence with all files"
golden evidence-several-80x24
type_text "Two pages"
keys Enter
wait_gone "marked:"
press q "4.2.1 (1)"

step "linked in one step"
keys j
press i "which evidence counts here, too?"
keys Space Space Space
wait_for "marked: 3"
resize 120x40
press L "已标记"
golden evidence-pick-120x40-zh
keys Enter
wait_line ' 4\.2\.1 \(1\) .* E4'
press u "已撤销"
wait_line ' 4\.2\.1 \(1\) .* E1'
keys Q
wait_exit 0

step "the place is there after a restart"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for " · at "
press e "Guard"
keys Escape
keys Q
wait_exit 0
run 0 "$aw" -f demo.audit verify

echo "several pieces of evidence at once work"
