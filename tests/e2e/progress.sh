#!/bin/bash
# progress.sh - long work of commands tells how far it is, on a terminal only, and is stopped by Ctrl-C with
# nothing half done.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

# A file large enough that work over it takes a while anywhere.
done_well demo demo.audit
head -c 60000000 /dev/urandom >video.mp4

step "attaching: how far it is, then nothing of it stays on the screen"
start 100x10 "$AUDITWALK" -f demo.audit evidence add --audit IA-2026-03 --kind record --title Video \
    --attach video.mp4
wait_exit 0
wait_line '^E-'
on_screen "Ctrl-C stops" && fail "the line of the work stays"

step "making a large demo, stopped by Ctrl-C: no file is left"
start 100x10 "$AUDITWALK" demo large.audit --scale large
wait_for "(Ctrl-C stops it, nothing is left half done)"
wait_line '^Making a thousand audits: [0-9]+%'
keys C-c
wait_exit 1
wait_for "stopped; no file was made"
on_screen "Making a thousand" && fail "the line of the work stays"
ls large.audit* >/dev/null 2>&1 && fail "something is left: $(ls large.audit*)"

# stopped_by SIGNAL TEXT ARGUMENT...: the signal comes once the program works.
stopped_by() {
    local signal=$1 text=$2 process status=0
    shift 2
    make_clean_env
    # A shell lets its background ignore SIGINT.
    "${clean_env[@]}" TERM=dumb perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$AUDITWALK" "$@" \
        </dev/null >"$work/out" 2>"$work/err" &
    process=$!
    # It works as soon as it has the file open.
    poll 10 works "$process" || fail "it did not begin: $*"
    kill -s "$signal" "$process" 2>/dev/null
    wait "$process" || status=$?
    ran=$*
    [ "$status" -eq 1 ] || {
        print_run >&2
        fail "status $status, expected 1: $*"
    }
    expect_err "$text"
    [ "$(wc -l <"$work/err")" -eq 1 ] || fail "more than the message: $(cat "$work/err")"
}

# The handler of the signal is set: bit 1 of the mask of caught ones is SIGINT.
works() {
    local caught
    caught=$(sed -n 's/^SigCgt:\t//p' "/proc/$1/status" 2>/dev/null)
    [ -n "$caught" ] && [ $((0x$caught & 2)) -ne 0 ]
}

step "without a terminal: silent, and stopped by SIGINT and SIGTERM alike"
before=$(digest demo.audit)
stopped_by TERM "stopped" demo large.audit --scale large
ls large.audit* >/dev/null 2>&1 && fail "something is left: $(ls large.audit*)"
stopped_by INT "the check was stopped" -f demo.audit verify
[ "$(digest demo.audit)" = "$before" ] || fail "a check changed the file"

step "an attachment that was stopped is not there"
stopped_by TERM "video.mp4 was not attached" -f demo.audit evidence add --audit IA-2026-03 --kind record \
    --title "Never" --attach video.mp4
printf x >>video.mp4
run 0 "$AUDITWALK" -f demo.audit verify
run 0 "$AUDITWALK" -f demo.audit evidence list --audit IA-2026-03
reject_out "Never"

step "a package that was stopped leaves the one before"
printf 'correct horse battery\n' >secret
done_well -f demo.audit package create -o all.awpack --passphrase-file secret
before=$(digest all.awpack)
stopped_by INT "stopped" -f demo.audit package create -o all.awpack --passphrase-file secret
[ "$(digest all.awpack)" = "$before" ] || fail "the package changed"
stopped_by INT "stopped" -f other.audit merge all.awpack --passphrase-file secret
ls other.audit* >/dev/null 2>&1 && fail "something is left: $(ls other.audit*)"
ls ./*.unfinished-* >/dev/null 2>&1 && fail "something is left: $(ls ./*.unfinished-*)"

step "work that is not stopped is silent without a terminal"
done_well -f demo.audit verify
done_well -f demo.audit export report --audit IA-2026-03 -o report.xlsx
done_well -f other.audit merge all.awpack --passphrase-file secret

echo "work can be watched and stopped"
