#!/bin/bash
# selftest.sh - the harness itself, with cat and sh instead of the program.
# shellcheck source=tests/e2e/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

# must_fail TEXT FUNCTION ARGUMENT...: it ends its shell with a failure that says TEXT.
must_fail() {
    local text=$1
    shift
    if (trap - EXIT && "$@") >"$work/must_fail" 2>&1; then
        fail "passed and should have failed: $*"
    fi
    grep -qF -e "$text" "$work/must_fail" || {
        cat "$work/must_fail" >&2
        fail "does not say \"$text\": $*"
    }
}

step "typing, waiting, keys"
start 80x24 cat
type_text "harbour 门口 é; -x"
keys Enter
wait_for "harbour 门口 é; -x"
still_running
must_fail '"nowhere" did not appear' wait_for nowhere 1
must_fail 'harbour' wait_for nowhere 1 # the screen is printed
must_fail 'did not go away' wait_gone harbour 1
must_fail 'did not end' wait_exit 0 1
keys C-d
wait_exit 0

step "exit status"
start 80x24 sh -c 'read -r line; exit 3'
keys Enter
must_fail 'status 3, expected 0' wait_exit 0
wait_exit 3

start 80x24 sh -c 'trap "exit 4" HUP; echo ready; while :; do sleep 0.05; done'
wait_for ready
finish
[ "$(cat "$status_file")" = 4 ] || fail "a closed terminal did not hang up on the program"
start 80x24 sh -c 'echo ready; kill -KILL $$'
wait_exit 137

step "size and resizing"
start 100x30 sh -c 'trap "stty size" WINCH; stty size; while :; do sleep 0.1; done'
wait_for "30 100"
resize 80x24
wait_for "24 80"
finish

step "a clean environment"
SECRET=leaked
export SECRET
extra_env=(EXTRA=given "SPACED=a b")
start 80x24 sh -c 'echo "[$TERM] [${SECRET-unset}] [$EXTRA] [$SPACED] [$TZ] [$LC_ALL] [$LANGUAGE]"; \
    echo "[$AUDITWALK_NOW]"; echo "[$HOME]"; cat'
wait_for "[tmux-256color] [unset] [given] [a b] [UTC] [C.UTF-8] [en]"
wait_for "[2026-03-12T09:30:00.000Z]"
wait_for "[$work/home/auditor]"
extra_env=()
use_person li-na
start 80x24 sh -c 'echo "[${EXTRA-unset}] [$HOME]"; cat'
wait_for "[unset] [$work/home/li-na]"

step "paste, cursor"
start 80x24 sh -c 'printf "\033[?2004h"; cat -v'
wait_for ""
type_text "abc"
poll 5 eval '[ "$(cursor)" = 3,0 ]' || fail "cursor at $(cursor)"
keys Enter
paste_text "one paste"
keys Enter
wait_for "^[[200~one paste^[[201~"

step "golden screens"
golden_directory=$work/golden
golden_patience=1
start 40x5 sh -c 'printf "┌ 门 ┐\n└────┘\n"; cat'
wait_for "└────┘"
must_fail 'GENERATE=1 makes it' golden box
(trap - EXIT && GENERATE=1 && golden box) || fail "golden box was not written"
unset GENERATE
grep -qx '┌ 门 ┐' "$golden_directory/box.txt" || fail "golden box is not what was on the screen"
[ "$(wc -l <"$golden_directory/box.txt")" -eq 5 ] || fail "golden box has not 5 rows"
golden box
type_text "x"
must_fail 'the screen differs' golden box
must_fail '+x' golden box

step "commands"
run 0 sh -c 'echo to out; echo to err >&2; echo "$LC_ALL $TERM"'
expect_out "to out"
expect_err "to err"
expect_out "C.UTF-8 dumb"
reject_out "to err"
reject_err "to out"
expect_match '^to (out|in)$'
must_fail '"nothing" is not in the output' expect_out nothing
must_fail '"nothing" is not in the standard error' expect_err nothing
must_fail 'is in the output' reject_out "to out"
run 64 sh -c 'exit 64'
must_fail 'status 1, expected 0' run 0 false
echo "from a file" >given
input=given
run 0 cat
expect_out_is "from a file"
input=

step "the end"
start 80x24 cat
finish
must_fail 'no program' type_text "x"
echo "the harness works"
