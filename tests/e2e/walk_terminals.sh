#!/bin/bash
# walk_terminals.sh - the walk on other terminals: mouse, sizes, wide text, no UTF-8, no colours, no
# boxes, no terminal.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

run 0 "$AUDITWALK" demo demo.audit

# row_of TEXT: the first row of the screen (from 1) that has it.
row_of() {
    screen | grep -nF -e "$1" | head -n 1 | cut -d : -f 1
}

# click_on COLUMN TEXT
click_on() {
    wait_for "$2"
    mouse_click "$1" "$(row_of "$2")"
}

open_walk() {
    wait_for "IA-2026-03"
    press Enter "1[Clause]"
}

step "mouse at 120x40: a click chooses row and pane, the wheel scrolls the pane under it"
start 120x40 "$AUDITWALK" demo.audit
open_walk
wait_for "General manager and security manager"
click_on 40 "4.2.2 b)"
wait_line '┬ 4\.2\.2 b\) ─'
click_on 5 "5 Leadership"
wait_line '┬ 5 Leadership ─'
click_on 40 "5.1 (2)"
wait_line '┬ 5\.1 \(2\) ─'
mouse_wheel down 5 10
wait_no_line '┬ 5 Leadership ─'
mouse_wheel up 5 10
wait_line '┬ 5 Leadership ─'
mouse_wheel down 40 10
wait_no_line '┬ 5\.1 \(2\) ─'
press / "/"
mouse_click 5 10 # a search keeps the keys until it ends
type_text "5.1 (2"
keys Enter
wait_line '┬ 5\.1 \(2\) ─'
resize 120x16
wait_line '┬ 5\.1 \(2\) ─.*'
wait_line '┐$'
before=$(screen | cut -c 80-)
mouse_wheel down 110 8
scrolled() {
    [ "$(screen | cut -c 80-)" != "$before" ]
}
poll "$patience" scrolled || fail "the wheel does not scroll the requirement"
resize 120x40
mouse_click 200 50
mouse_click 1 1
check_boxes 120
still_running

step "mouse at 80x24: two clicks open"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
click_on 10 "IA-2026-03"
mouse_click 10 "$(row_of IA-2026-03)"
wait_for "1[Clause]"
click_on 30 "Duties told to those concerned"
press Right "Look for"
wait_line '^┌ 4\.2\.2 d\) ─'
press Left "Duties told to those concerned"

step "sizes: in the middle of a form, down to 20x5 and back, nothing is lost"
press e "New evidence for 4.2.2 d)"
type_text '门卫查验了三份提货单 and more'
wait_for '门卫查验了三份提货单 and more'
press Tab "Confidentiality"
resize 60x16
wait_for '门卫查验了三份提货单 and more'
resize 59x16
wait_for "The window is 59x16; 60x16 is needed."
type_text "x"
resize 20x5
wait_for "20x5"
resize 1x1
resize 20x5
wait_for "20x5"
resize 60x15
wait_for "The window is 60x15"
resize 80x24
wait_for "Confidentiality"
wait_for '门卫查验了三份提货单 and more'
keys BTab
type_text " still"
wait_for '门卫查验了三份提货单 and more still'
keys C-s
wait_line '4\.2\.2 d\) .* E[0-9]+'
press a "Where are you?"
resize 60x16
wait_for "Where are you?"
resize 40x10
wait_for "The window is 40x10"
resize 100x30
wait_for "Where are you?"
press Escape "Look for"
check_boxes 100
for size in 99x30 60x16 80x24 101x24 200x60 120x40; do
    resize "$size"
    check_boxes "${size%x*}"
done
keys Q
wait_exit 0
run 0 "$AUDITWALK" --file demo.audit evidence list --json
expect_out '门卫查验了三份提货单 and more still'

step "wide text stays in line, in Chinese too"
run 0 "$AUDITWALK" new wide.audit --organization "港口集团（华东）有限公司"
start 80x24 "$AUDITWALK" wide.audit
wait_for "No audits yet"
press a "New audit"
type_text "北码头与堆场门岗巡查第一轮，夜班（含车辆检查）与访客登记，英文 mixed 文字 Ｆｕｌｌ"
keys Tab Tab Tab
type_text "x"
keys BSpace
press C-s "1[Clause]"
check_boxes 80
number=0
for text in "一" "一a" "门卫查验了三份提货单" "a门卫查验了三份提货单与封条记录，逐一核对无误，另有两份缺签字，需要跟进处理" \
    "é combining á̈ mark" "Ｆｕｌｌｗｉｄｔｈ ｆｏｒｍｓ" "ｶﾅ half" "🚢 ship"; do
    press e "New evidence for"
    type_text "$text"
    number=$((number + 1))
    keys Enter
    wait_line "E$number"
    check_boxes 80
done
press Right "Look for"
check_boxes 80
keys G
check_boxes 80
press Left "1[Clause]"
press m "New finding"
type_text "门岗未核对提货单，三份中有两份没有核对，与程序规定不符；夜班未记录"
keys C-s
wait_line 'F1'
check_boxes 80
press V "Evidence · IA-2026-01"
check_boxes 80
resize 97x30
wait_for "Evidence · IA-2026-01"
check_boxes 97
resize 80x24
press q "1[Clause]"
press F "Findings · IA-2026-01"
check_boxes 80
press q "1[Clause]"
keys L
if [ -e "${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo" ]; then
    wait_gone "1[Clause]"
    wait_for "1["
fi
check_boxes 80
keys Left
check_boxes 80
for size in 81x24 100x30 120x40; do
    resize "$size"
    check_boxes "${size%x*}"
done
keys q
check_boxes 120
keys q
wait_exit 0
run 0 "$AUDITWALK" --file wide.audit verify

step "kinds of terminal"
for kind in linux xterm xterm-256color screen vt100; do
    infocmp "$kind" >/dev/null 2>&1 || continue
    E2E_TERM=$kind start 80x24 "$AUDITWALK" demo.audit
    open_walk
    check_boxes 80
    press e "New evidence for"
    type_text '门卫'
    wait_for '门卫'
    press Escape "What you typed is not saved."
    keys y
    wait_gone "What you typed"
    press '?' "Keys · Walk"
    keys q
    press Down "1[Clause]"
    keys Q
    wait_exit 0
done

step "a terminal that can't move the cursor: the commands are named"
E2E_TERM=dumb start 80x24 "$AUDITWALK" demo.audit
wait_exit 64
wait_for "assess"
wait_for "auditwalk"
E2E_TERM=dumb start 80x24 "$AUDITWALK"
wait_exit 0
run 64 "$AUDITWALK" demo.audit
expect_err "need a terminal"
extra_env+=(ASAN_OPTIONS=detect_leaks=0) # the terminal library's own, for a kind it does not know
E2E_TERM=no-such-terminal start 80x24 "$AUDITWALK" demo.audit
wait_exit 64
wait_for "auditwalk status"

step "no UTF-8: ASCII and a line that says so"
extra_env=("AUDITWALK_PERSON=Li Na" LC_ALL=C)
start 80x24 "$AUDITWALK" demo.audit
wait_for "no UTF-8 here"
wait_for "+ Audits ---"
open_walk
wait_line '^\|\+ 4\.1 .*E1  N'
if screen | LC_ALL=C grep -q '[^ -~]'; then
    print_screen >&2
    fail "something is not ASCII"
fi
press Right "Look for"
keys Q
wait_exit 0
extra_env=("AUDITWALK_PERSON=Li Na")

# colours: those on the screen.
colours() {
    screen_styled | grep -aoE $'\e''\[[0-9;:]*m' | grep -aE '[[;](3[0-8]|4[0-8]|9[0-7])[;m:]'
}

has_colours() {
    [ -n "$(colours)" ]
}

step "colours, and none with NO_COLOR"
start 80x24 "$AUDITWALK" demo.audit
open_walk
poll 5 has_colours || fail "no colours at all"
extra_env+=(NO_COLOR=1)
start 80x24 "$AUDITWALK" demo.audit
open_walk
check_boxes 80
! has_colours || fail "colours in spite of NO_COLOR: $(colours | cat -v)"
keys Q
wait_exit 0

step "an interrupt that comes when the editor has just gone is no end of the program"
cat >editor.sh <<'EOT'
#!/bin/sh
(sleep 0.3; kill -INT "$PPID"; kill -QUIT "$PPID"; : >interrupted) >/dev/null 2>&1 &
EOT
chmod +x editor.sh
extra_env=("AUDITWALK_PERSON=Li Na" "VISUAL=$PWD/editor.sh")
start 80x24 "$AUDITWALK" demo.audit
open_walk
press t "Ctrl-E"
keys C-e
poll 10 test -e interrupted || fail "the editor did not run"
keys Escape
wait_gone "Ctrl-S save"
keys Q
wait_exit 0
extra_env=("AUDITWALK_PERSON=Li Na")

step "plain: no boxes, no bars"
start 80x24 "$AUDITWALK" --plain demo.audit
open_walk
for key in Left Right Right a Escape e; do
    keys "$key"
    if screen | grep -q '[│┌┐└┘─┬┴█░]'; then
        print_screen >&2
        fail "a box or a bar with --plain"
    fi
done
wait_for "New evidence for"
press Escape "1[Clause]"
keys Q
wait_exit 0

run 0 "$AUDITWALK" --file demo.audit verify
echo "the walk works on these terminals"
