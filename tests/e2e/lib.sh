# lib.sh - end-to-end tests: the real program in a private tmux server, or as a command.
# shellcheck shell=bash disable=SC2016,SC2034
#
#     #!/bin/bash
#     . "${0%/*}/lib.sh"
#     start 80x24 "$AUDITWALK" demo.audit     in an empty directory, clean environment, frozen time
#     wait_for "Audits"                       polls; prints the screen and fails after $patience s
#     keys j j Enter                          names as in tmux: Enter Escape Tab C-d PageUp F1 ...
#     type_text "Gate 2 门"                   as typed; paste_text as one bracketed paste
#     golden home                             the screen is tests/e2e/golden/home.txt
#     wait_exit 0                             the program ended with this status
#     run 65 "$AUDITWALK" verify broken       a command and the status it must end with
#     expect_err "not an audit file"          its standard error has this; expect_out, reject_out ...
#
# A failure prints what was there and ends the script; the server and all files are removed. GENERATE=1
# rewrites golden screens; KEEP=1 leaves the files. Status 77 (no tmux) means skipped.

set -u

# What the tests themselves look for is UTF-8, wherever they run; the program gets its own locale.
export LC_ALL=C.UTF-8

e2e_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top_srcdir=${top_srcdir:-$(cd "$e2e_dir/../.." && pwd)}
AUDITWALK=${AUDITWALK:-$top_srcdir/build/auditwalk}
patience=${E2E_PATIENCE:-20}
tmux_name=auditwalk-$$-0 # a new one each start: a server that is ending must not take the next
kept=        # the file that what is refused must not change
extra_env=() # NAME=VALUE, for what is started from then on

work=$(mktemp -d /tmp/auditwalk-e2e.XXXXXX) || exit 1
mkdir -p "$work/tmux" "$work/tmp" "$work/files"
cd "$work/files" || exit 1

mounts=()

cleanup() {
    local place
    finish
    cd / || exit 1
    for place in ${mounts[@]+"${mounts[@]}"}; do
        umount "$place" 2>/dev/null
    done
    if [ -n "${KEEP-}" ]; then
        echo "e2e: files kept in $work" >&2
    else
        rm -rf "$work"
    fi
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "FAILED: $*" >&2
    local i
    for ((i = 1; i < ${#BASH_SOURCE[@]}; i++)); do
        if [ "${BASH_SOURCE[i]}" != "${BASH_SOURCE[0]}" ]; then
            echo "  at ${BASH_SOURCE[i]}:${BASH_LINENO[i - 1]}" >&2
        fi
    done
    exit 1
}

skip() {
    echo "SKIPPED: $*"
    exit 77
}

step() {
    echo "- $*"
}

# ---- environment --------------------------------------------------------------------------------

# use_person NAME: from now on another home directory (another laptop). The first is "auditor".
use_person() {
    person=$1
    home=$work/home/$person
    mkdir -p "$home/.config" "$home/.local/share" "$home/.local/state" "$home/.cache" "$home/run"
    chmod 700 "$home/run"
}

# Sets clean_env: the command prefix that gives a program nothing but this.
make_clean_env() {
    local name
    clean_env=(env -i "PATH=$PATH" "HOME=$home" "USER=$person" "LOGNAME=$person" SHELL=/bin/sh
        "TMPDIR=$work/tmp" "XDG_CONFIG_HOME=$home/.config" "XDG_DATA_HOME=$home/.local/share"
        "XDG_STATE_HOME=$home/.local/state" "XDG_CACHE_HOME=$home/.cache"
        "XDG_RUNTIME_DIR=$home/run" "AUDITWALK_NOW=${AUDITWALK_NOW:-2026-03-12T09:30:00.000Z}"
        TZ=UTC LC_ALL=C.UTF-8 "LANGUAGE=${E2E_LANGUAGE:-en}"
        "AUDITWALK_CHECKLISTS=${AUDITWALK_CHECKLISTS:-$top_srcdir/checklists}"
        "AUDITWALK_LOCALEDIR=${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}")
    for name in ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS; do
        if [ -n "${!name-}" ]; then
            clean_env+=("$name=${!name}")
        fi
    done
    clean_env+=(${extra_env[@]+"${extra_env[@]}"})
}

use_person auditor

# ---- terminal -----------------------------------------------------------------------------------

tmux_do() {
    env -i "PATH=$PATH" "HOME=$work" "TMUX_TMPDIR=$work/tmux" LC_ALL=C.UTF-8 TERM=tmux-256color \
        SHELL=/bin/sh tmux -u -L "$tmux_name" -f /dev/null "$@"
}

# tmux can lose the status of a program, so this stands between them and keeps it in a file. The
# hangup of a closed terminal comes to the first process only: it is passed on.
keeper='
    my $file = shift;
    my $program;
    $SIG{$_} = sub { } for qw(INT QUIT TERM);
    $SIG{HUP} = sub { kill HUP => $program if $program };
    $program = fork // die "fork: $!";
    if (!$program) {
        exec { $ARGV[0] } @ARGV or exit 127;
    }
    waitpid $program, 0;
    my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    open my $out, ">", "$file.new" or die "$file.new: $!";
    print $out "$status\n";
    close $out;
    rename "$file.new", $file;
'

# start COLSxROWS COMMAND ARGUMENT...: ends what ran before. $E2E_TERM is another TERM for it.
start() {
    local size=$1 word command
    shift
    command -v tmux >/dev/null || skip "tmux is not installed"
    finish
    make_clean_env
    status_file=$work/tmp/status.$tmux_name
    command=(perl -e "$keeper" "$status_file")
    for word in "${clean_env[@]}" "TERM=${E2E_TERM:-tmux-256color}" "$@"; do
        case $word in
        *\;) word=${word%;}'\;' ;; # else tmux takes the word for the end of its command
        esac
        command+=("$word")
    done
    tmux_do start-server \; \
        set-option -g default-terminal tmux-256color \; set-option -s escape-time 0 \; \
        set-option -g status off \; set-option -g remain-on-exit on \; \
        set-option -g remain-on-exit-format '' \; \
        set-option -g history-limit 0 \; set-option -g mouse off \; \
        new-session -d -s main -x "${size%x*}" -y "${size#*x}" -c "$PWD" "${command[@]}" ||
        fail "tmux could not start: $*"
}

# Prints the screen as text, one line a row, trailing blanks cut. screen_styled has the colours.
screen() {
    tmux_do capture-pane -p -t main 2>/dev/null
}

screen_styled() {
    tmux_do capture-pane -p -e -t main 2>/dev/null
}

print_screen() {
    echo "---- screen $(tmux_do display-message -p -t main '#{pane_width}x#{pane_height} cursor #{cursor_x},#{cursor_y}' 2>/dev/null)"
    screen
    echo "----"
}

# poll SECONDS COMMAND...: until the command is true.
poll() {
    local end=$((SECONDS + $1 + 1))
    shift
    until "$@"; do
        if [ "$SECONDS" -ge "$end" ]; then
            return 1
        fi
        sleep 0.05
    done
}

on_screen() {
    screen | grep -qF -e "$1"
}

not_on_screen() {
    ! on_screen "$1"
}

# wait_for TEXT [SECONDS]: a line of the screen contains the text.
wait_for() {
    poll "${2:-$patience}" on_screen "$1" || {
        print_screen >&2
        fail "\"$1\" did not appear"
    }
}

# wait_gone TEXT [SECONDS]
wait_gone() {
    poll "${2:-$patience}" not_on_screen "$1" || {
        print_screen >&2
        fail "\"$1\" did not go away"
    }
}

keys() {
    tmux_do send-keys -t main -- "$@" || fail "no program to send keys to"
}

type_text() {
    tmux_do send-keys -t main -l -- "$1" || fail "no program to type to"
}

paste_text() {
    tmux_do set-buffer -b e2e -- "$1" \; paste-buffer -p -r -d -b e2e -t main ||
        fail "no program to paste to"
}

# mouse_click COLUMN ROW (from 1): press and release of the left button; mouse_wheel up|down COL ROW.
mouse_click() {
    type_text $'\e[<0;'"$1;$2M"$'\e[<0;'"$1;$2m"
}

mouse_wheel() {
    local button=65
    [ "$1" = up ] && button=64
    type_text $'\e[<'"$button;$2;$3M"
}

# resize COLSxROWS
resize() {
    tmux_do resize-window -t main -x "${1%x*}" -y "${1#*x}" || fail "can't resize to $1"
}

# cursor: prints "COLUMN,ROW", from 0.
cursor() {
    tmux_do display-message -p -t main '#{cursor_x},#{cursor_y}'
}

ended() {
    [ -e "$status_file" ]
}

# wait_exit STATUS [SECONDS]: the program ends by itself with this status (128 + N: of signal N).
wait_exit() {
    local status
    poll "${2:-$patience}" ended || {
        print_screen >&2
        fail "the program did not end"
    }
    status=$(cat "$status_file")
    if [ "$status" != "$1" ]; then
        print_screen >&2
        fail "the program ended with status $status, expected $1"
    fi
}

still_running() {
    ! ended || {
        print_screen >&2
        fail "the program ended"
    }
}

gone() {
    ! kill -0 "$1" 2>/dev/null
}

# Hangs up on the program, as a closed terminal does, and waits until it is gone.
finish() {
    local process
    process=$(tmux_do display-message -p -t main '#{pane_pid}' 2>/dev/null)
    tmux_do kill-server 2>/dev/null
    if [ -n "$process" ]; then
        poll 10 gone "$process" || kill -KILL "$process" 2>/dev/null
    fi
    tmux_name=${tmux_name%-*}-$((${tmux_name##*-} + 1))
}

# ---- golden screens -----------------------------------------------------------------------------

# $golden_mask, an expression of sed, stands in for what differs from run to run, of the same width.
golden_screen() {
    screen | sed -E -e "${golden_mask-}"
}

same_as_golden() {
    golden_screen >"$work/screen.txt"
    cmp -s "$work/screen.txt" "$golden_file"
}

# True once the screen was the same for half a second.
settled() {
    local now
    now=$(screen)
    if [ "$now" = "${settled_screen-}" ]; then
        settled_count=$((settled_count + 1))
    else
        settled_screen=$now
        settled_count=0
    fi
    [ "$settled_count" -ge 10 ]
}

# golden NAME: wait_for something first, so that GENERATE=1 does not take the screen before.
golden() {
    golden_file=${golden_directory:-$e2e_dir/golden}/$1.txt
    if [ -n "${GENERATE-}" ]; then
        settled_count=0
        settled_screen=
        poll "$patience" settled || fail "golden $1: the screen does not come to rest"
        mkdir -p "${golden_file%/*}"
        printf '%s\n' "$settled_screen" >"$work/screen.txt"
        golden_screen >"$golden_file"
        echo "golden $1: written"
        return 0
    fi
    [ -e "$golden_file" ] || fail "golden $1: no $golden_file (GENERATE=1 makes it)"
    poll "${golden_patience:-5}" same_as_golden || {
        diff -u "$golden_file" "$work/screen.txt" >&2
        print_screen >&2
        fail "golden $1: the screen differs (GENERATE=1 rewrites it)"
    }
}

# ---- commands -----------------------------------------------------------------------------------

# run STATUS COMMAND ARGUMENT...: without a terminal, standard input from $input (a file; default
# none). Leaves $out and $err, and the same in $work/out and $work/err.
run() {
    local expected=$1 status=0
    shift
    make_clean_env
    "${clean_env[@]}" TERM=dumb timeout "${run_limit:-300}" "$@" <"${input:-/dev/null}" \
        >"$work/out" 2>"$work/err" || status=$?
    out=$(tr -d '\0' <"$work/out")
    err=$(tr -d '\0' <"$work/err")
    ran=$*
    if [ "$status" -ne "$expected" ]; then
        print_run >&2
        fail "status $status, expected $expected: $ran"
    fi
}

print_run() {
    echo "---- $ran: standard output"
    head -c 20000 "$work/out"
    echo "---- standard error"
    head -c 20000 "$work/err"
    echo "----"
}

# expect_out TEXT, expect_err TEXT: a line contains it; reject_out, reject_err: none does.
expect_out() {
    grep -qF -e "$1" "$work/out" || {
        print_run >&2
        fail "\"$1\" is not in the output of: $ran"
    }
}

expect_err() {
    grep -qF -e "$1" "$work/err" || {
        print_run >&2
        fail "\"$1\" is not in the standard error of: $ran"
    }
}

reject_out() {
    ! grep -qF -e "$1" "$work/out" || {
        print_run >&2
        fail "\"$1\" is in the output of: $ran"
    }
}

reject_err() {
    ! grep -qF -e "$1" "$work/err" || {
        print_run >&2
        fail "\"$1\" is in the standard error of: $ran"
    }
}

# expect_out_is TEXT: the whole output, without its last newline.
expect_out_is() {
    if [ "$out" != "$1" ]; then
        print_run >&2
        fail "the output is not \"$1\": $ran"
    fi
}

# expect_match REGEX: a line of the output matches the extended expression.
expect_match() {
    grep -qE -e "$1" "$work/out" || {
        print_run >&2
        fail "no line matches /$1/ in the output of: $ran"
    }
}

# one_line: exactly one message, in the shape of all messages.
one_line() {
    [ "$(wc -l <"$work/err")" -eq 1 ] || {
        print_run >&2
        fail "not one line on standard error: $ran"
    }
    expect_err "auditwalk: "
}

# digest FILE: nothing if there is none.
digest() {
    if [ -f "$1" ]; then
        sha256sum <"$1"
    fi
}

# refused STATUS TEXT ARGUMENT...: the program ends so, says TEXT, and $kept is not changed.
refused() {
    local status=$1 text=$2 before
    shift 2
    before=$(digest "$kept")
    run "$status" "$AUDITWALK" "$@"
    one_line
    expect_err "$text"
    [ "$(digest "$kept")" = "$before" ] || fail "the file changed: $ran"
}

# done_well ARGUMENT...: the program ends with status 0 and has no message.
done_well() {
    run 0 "$AUDITWALK" "$@"
    [ -z "$err" ] || {
        print_run >&2
        fail "a message without need: $ran"
    }
}

is_json() {
    python -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$work/out" ||
        fail "no JSON: $ran"
}

# json EXPRESSION: prints what Python makes of it, with the last output as j.
json() {
    python -c 'import json, sys; print(eval(sys.argv[2], {"j": json.load(open(sys.argv[1], encoding="utf-8"))}))' \
        "$work/out" "$1"
}

# expect_json EXPRESSION: it must be true.
expect_json() {
    [ "$(json "bool($1)")" = True ] || {
        print_run >&2
        fail "not true of the output: $1: $ran"
    }
}

# tmpfs NAME SIZE: a small file system in that folder; false where it can't be mounted.
tmpfs() {
    mkdir -p "$1"
    mount -t tmpfs -o "size=$2" tmpfs "$PWD/$1" 2>/dev/null || return 1
    mounts+=("$PWD/$1")
}

# python SCRIPT ARGUMENT...: the system's Python, which has openpyxl.
python() {
    /usr/bin/python3 "$@"
}
