#!/bin/bash
# walk_crash.sh - text that is typed and not saved survives the end of the program, whatever ended it, and
# is offered back where it was typed.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

drafts=$home/.local/state/auditwalk/drafts

die_hard() {
    kill -KILL "$(program_id)" || fail "can't kill the program"
    wait_exit 137
}

no_drafts() {
    [ -z "$(ls "$drafts" "$home/run/auditwalk/drafts" 2>/dev/null | grep draft$)" ]
}

done_well demo demo.audit

step "a note: killed, offered, opened where it was, saved"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
keys j j j j j j j j
press t "Note: Guiding"
type_text "Half a sentence 没写完"
wait_for "Half a sentence 没写完"
die_hard
[ "$(stat -c %a "$drafts"/*.draft)" = 600 ] || fail "the draft is not private: $(ls -l "$drafts")"
[ "$(stat -c %a "$drafts")" = 700 ] || fail "the folder of drafts is not private"
run 0 "$AUDITWALK" -f demo.audit log --json
reject_out "Half a sentence"
run 0 "$AUDITWALK" -f demo.audit verify
start 80x24 "$AUDITWALK" demo.audit
wait_for "Typed, but not saved"
wait_for "Half a sentence 没写完"
press Enter "here it is again"
wait_for "Half a sentence 没写完"
type_text ", done"
wait_for "没写完, done"
press C-s "saved 09:30:00"
poll 5 no_drafts || fail "the draft stays after the save"
press Escape "IA-2026-03"
keys Q
wait_exit 0
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
on_screen "Typed, but not saved" && fail "what was saved is offered"

step "a form: the terminal is lost, its fields come back, also by the key that opened it"
keys Enter
wait_for "4.2.1 (1)"
press f "Statement"
type_text "The barrier stood open for"
wait_for "stood open for"
keys Tab
type_text "12 of 20 minutes"
wait_for "12 of 20"
finish
start 80x24 "$AUDITWALK" demo.audit
wait_for "The barrier stood open for"
press Escape "IA-2026-03"
wait_gone "Typed, but not saved"
keys Enter
wait_for "4.2.1 (1)"
press f "here it is again"
wait_for "The barrier stood open for"
wait_for "12 of 20 minutes"

step "a save that is refused keeps the text, in the form and as a draft"
keys Tab Tab Tab Tab Tab Tab Tab
type_text ", 99.9"
wait_for ", 99.9"
keys C-s
wait_for "no requirement '99.9'"
die_hard
start 80x24 "$AUDITWALK" demo.audit
wait_for "The barrier stood open for"
press Enter "here it is again"
wait_for "12 of 20 minutes"

step "thrown away on purpose it is gone"
press Escape "What you typed is not saved."
keys y
wait_gone "12 of 20"
poll 5 no_drafts || fail "the draft stays after it was thrown away"

step "it is never shown for another file"
press e "What you saw, read or heard"
type_text "only of the first file"
wait_for "only of the first file"
die_hard
cp demo.audit copy.audit
start 80x24 "$AUDITWALK" copy.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press e "What you saw, read or heard"
on_screen "only of the first file" && fail "the copy is shown it"
keys Escape Q
wait_exit 0
done_well new other.audit --organization "Other" --person "Li Na"
start 80x24 "$AUDITWALK" other.audit
wait_for "No audits yet"
press W "Everything that was typed is saved."
keys Q
wait_exit 0

step "a file that was moved takes its text along"
mv demo.audit moved.audit
start 80x24 "$AUDITWALK" moved.audit
wait_for "only of the first file"
press Enter "here it is again"
keys Enter
wait_for "saved 09:30:00"
poll 5 no_drafts || fail "the draft of the moved file stays"
keys Q
wait_exit 0

step "a full disk under the audit file: refused, kept, killed, offered, saved"
if tmpfs small 4000k; then
    done_well new small/s.audit --organization "Small" --person "Li Na"
    done_well -f small/s.audit audit new --number IA-1 --title Small --checklist iso28000-2022 --site Gate
    start 80x24 "$AUDITWALK" small/s.audit
    wait_for "IA-1"
    keys Enter
    wait_for "0/265"
    dd if=/dev/zero of=small/filler bs=1k 2>/dev/null
    press t "Ctrl-S save"
    paste_text "$(printf 'written on a full disk %0300d' 7)"
    wait_for "written on a full"
    keys C-s
    wait_for "full"
    die_hard
    rm small/filler
    start 80x24 "$AUDITWALK" small/s.audit
    wait_for "written on a full disk"
    press Enter "here it is again"
    press C-s "saved 09:30:00"
    poll 5 no_drafts || fail "the draft stays"
    keys Q
    wait_exit 0
    run 0 "$AUDITWALK" -f small/s.audit verify
else
    echo "  (no tmpfs here)"
fi

step "a file on a medium that can only be read: refused with the reason, kept, offered"
if tmpfs locked 8000k; then
    done_well demo locked/d.audit
    mount -o remount,ro "$PWD/locked" || fail "can't make the medium read-only"
    start 80x24 "$AUDITWALK" locked/d.audit
    wait_for "IA-2026-03"
    keys Enter
    wait_for "4.2.1 (1)"
    press t "Ctrl-S save"
    type_text "typed on a stick"
    wait_for "typed on a stick"
    keys C-s
    wait_for "read-only"
    wait_for "typed on a stick"
    die_hard
    mount -o remount,rw "$PWD/locked"
    start 80x24 "$AUDITWALK" locked/d.audit
    wait_for "Typed, but not saved"
    press Enter "here it is again"
    wait_for "typed on a stick"
    press C-s "saved 09:30:00"
    poll 5 no_drafts || fail "the draft stays"
    keys Q
    wait_exit 0
    run 0 "$AUDITWALK" -f locked/d.audit verify
else
    echo "  (no tmpfs here)"
fi

step "forms on the way to closure and of photos: killed, and back"
done_well demo more.audit
start 80x24 "$AUDITWALK" more.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press F "Findings · IA-2026-03"
press p "Path"
press a "Correction"
keys Enter
wait_for "Ctrl-S save"
keys Tab
type_text "The gap was closed 已修复"
wait_for "已修复"
die_hard
start 80x24 "$AUDITWALK" more.audit
wait_for "The gap was closed 已修复"
press Enter "It is there when you come to this again"
keys Enter
wait_for "4.2.1 (1)"
press F "Findings · IA-2026-03"
press p "Path"
press a "Correction"
press Enter "here it is again"
wait_for "已修复"
keys Escape
press y "Path"
keys Q
wait_exit 0
mkdir -p phone
cp "$top_srcdir/data/demo/fence-F12-gap.jpg" phone/
mkdir -p "$home/.config/auditwalk"
printf 'photos = %s\n' "$PWD/phone" >"$home/.config/auditwalk/config"
start 80x24 "$AUDITWALK" more.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press p "phone"
press Enter "New evidence"
type_text "Seal 4711 broken"
wait_for "Seal 4711 broken"
die_hard
start 80x24 "$AUDITWALK" more.audit
wait_for "Seal 4711 broken"
press Enter "here it is again"
wait_for "phone/"
press C-s "saved 09:30:00"
keys Q
wait_exit 0
run 0 "$AUDITWALK" -f more.audit evidence list --audit IA-2026-03 --json
expect_json '[e for e in j if e["title"] == "Seal 4711 broken"][0]["attachments"]'
rm "$home/.config/auditwalk/config"

step "no place for drafts at the usual one: the runtime directory"
rm -rf "$home/.local/state/auditwalk"
touch "$home/.local/state/auditwalk"
start 80x24 "$AUDITWALK" moved.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press t "Ctrl-S save"
type_text "kept elsewhere"
wait_for "kept elsewhere"
die_hard
start 80x24 "$AUDITWALK" moved.audit
wait_for "Typed, but not saved"
press Enter "here it is again"
wait_for "kept elsewhere"
finish

step "no place at all is said once, and typing goes on"
rm -rf "$home/run"
touch "$home/run"
start 80x24 "$AUDITWALK" moved.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press t "Ctrl-S save"
type_text "x"
wait_for "is not kept"
type_text "yz"
wait_for "xyz"
press C-s "saved 09:30:00"
keys Q
wait_exit 0

echo "nothing that was typed is lost"
