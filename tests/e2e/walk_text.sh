#!/bin/bash
# walk_text.sh - typing on a real terminal: selecting, cutting and putting by the keys as they are sent,
# pastes, the actions of a form, an editor that fails.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

done_well demo demo.audit

open_note() {
    wait_for "IA-2026-03"
    keys Enter
    wait_for "4.2.1 (1)"
    keys j j j j j j j j
    press t "Note: Guiding"
}

for kind in ${TEXT_KINDS:-tmux-256color xterm linux}; do
    infocmp "$kind" >/dev/null 2>&1 || continue
    step "selecting by Shift and by a mark, cut and put ($kind)"
    E2E_TERM=$kind start 80x24 "$AUDITWALK" demo.audit
    open_note
    type_text "one two 三四"
    wait_for "one two 三四"
    keys S-Left S-Left
    type_text "five"
    wait_for "one two five"
    keys S-Home
    type_text "x"
    wait_gone "one two"
    keys C-z
    wait_for "one two five"
    keys Home C-Space C-Right C-x
    wait_line '^[^a-z]* two five'
    keys End C-v C-v
    wait_for "two fiveoneone"
    keys C-Space Home
    keys Escape # ends the selection, not the note
    wait_for "two fiveoneone"
    keys Escape
    press y "4.2.1 (1)"
    keys Q
    wait_exit 0
done

step "a paste is one paste: lines, tabs and controls in it do nothing else"
start 80x24 "$AUDITWALK" demo.audit
open_note
paste_text $'first line\nsecond\tline\x1b[31m 三'
wait_for "first line"
wait_for "second"
keys C-z
wait_gone "first line"
wait_for "Note: Guiding"

step "the actions of the question, by Ctrl-G"
type_text "kept: yes"
press C-g "Actions"
type_text "leave"
press Enter "What you typed is not saved."
press n "kept: yes"

# editor_script LINE...: what $VISUAL does.
editor_script() {
    printf '#!/bin/sh\n' >editor.sh
    printf '%s\n' "$@" >>editor.sh
    chmod +x editor.sh
}

step "an editor that fails, is missing or writes what is no text: the text is as it was"
keys Escape
press y "4.2.1 (1)"
keys Q
wait_exit 0
extra_env=("AUDITWALK_PERSON=Li Na" "VISUAL=$PWD/editor.sh --wait 'a b'")
editor_script '[ "$1" = --wait ] && [ "$2" = "a b" ] || exit 9' 'printf " and more" >>"$3"' 'exit 3'
start 80x24 "$AUDITWALK" demo.audit
open_note
type_text "before"
wait_for "before"
keys C-e
wait_for "status 3"
keys Escape
wait_for "before"
on_screen "and more" && fail "the text of an editor that failed was taken"
editor_script 'printf "\377\376" >"$3"'
keys C-e
wait_for "not UTF-8"
keys Escape
wait_for "before"
editor_script 'rm -f "$3"'
keys C-e
wait_for "the editor took the file away"
keys Escape
wait_for "before"
editor_script 'kill -KILL $$'
keys C-e
wait_for "killed; the text is unchanged"
keys Escape
wait_for "before"
rm editor.sh
keys C-e
wait_line "│ found +│"
keys Escape
wait_for "before"
editor_script 'printf "%s, 然后" "$(cat "$3")" >"$3.new" && mv "$3.new" "$3"'
keys C-e
wait_for "before, 然后"
press C-s "saved 09:30:00"
keys Q
wait_exit 0

echo "text is typed as one expects"
