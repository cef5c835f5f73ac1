#!/bin/bash
# monkey.sh - random keys over the demo: the program lives or leaves cleanly, the file stays good.
#
#     MONKEY_SEEDS="1 2 3" MONKEY_KEYS=2000 tests/e2e/monkey.sh
#
# A seed gives the same keys each time (the moments at which they arrive differ); every second one has a
# Chinese monkey. Without MONKEY_SEEDS there are 3, or 20 in a build with sanitizers (told by
# $ASAN_OPTIONS), as many side by side as there are processors.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154,SC1003
. "${0%/*}/walk_lib.sh"

# side_by_side FIRST LAST: a monkey for each processor, with its share of the seeds.
side_by_side() {
    local workers i seed share pids=() bad=0
    workers=$(nproc 2>/dev/null || echo 1)
    [ "$workers" -le 4 ] || workers=4
    for ((i = 0; i < workers; i++)); do
        share=
        for ((seed = $1 + i; seed <= $2; seed += workers)); do
            share+=" $seed"
        done
        [ -z "$share" ] || {
            MONKEY_SEEDS=$share "$e2e_dir/monkey.sh" >"$work/monkey.$i" 2>&1 &
            pids+=($!)
        }
    done
    for i in "${!pids[@]}"; do
        wait "${pids[i]}" || bad=$?
        cat "$work/monkey.$i"
    done
    exit "$bad"
}

if [ -z "${MONKEY_SEEDS-}" ]; then
    if [ -n "${ASAN_OPTIONS-}" ]; then
        side_by_side 1 20
    else
        side_by_side 1 3
    fi
fi
seeds=$MONKEY_SEEDS
total=${MONKEY_KEYS:-2000}
sizes=(80x24 120x40 60x16 100x30 59x16 20x5 200x50)
# As they are worth trying: moving and results often, what leaves a screen seldom. No Q: the program
# would be started anew all the time. A slash comes with a word, so that what lands in a field for
# paths names no file of this system.
often=(j k j k Up Down Left Right Tab Enter Space c o m M n x 0 e f p t a h l g G b N P u C-r z
    1 2 3 4 5 6 F V E s d r Escape y)
seldom=(q Escape C-c C-s C-s C-l C-d C-u C-f C-b PageUp PageDown Home End BTab BSpace DC IC
    C-w C-k C-z C-a C-e C-h C-n C-p '?' F1 F2 L D T C H U S A B '#' '+' '<' '>' '[' ']' i r w '!' ':' '*' W C-o '-' M-x C-Left C-Right C-Home C-End
    S-Left S-Right S-Up S-Down S-Home S-End C-x C-y C-v C-g Z R I K '&' 'C-\' 'C-]' 'C-@' C-q C-t)
words=('门卫查验了三份提货单' 'Gate 2' '/no/such/gate' 'IA-2026-03' '2026-03-12' 'é̈' '🚢' 'F12'
    $'\e[<0;30;10M\e[<0;30;10m' $'\e[<64;30;10M' $'\e[<65;30;10M' $'\e[<65;100;20M'
    $'\e[<0;5;9M\e[<0;5;9m' $'\e[<0;1;1M\e[<0;1;1m' $'\e[<0;999;999M' $'\e[1;2;3' $'\xe9\x97' 'nothing')

extra_env+=(EDITOR=true VISUAL=true)

# broken WHY: says how to do it again.
broken() {
    echo "---- the last keys: ${typed[*]: -60}" >&2
    print_screen >&2
    fail "$1 (MONKEY_SEEDS=$seed MONKEY_KEYS=$total, after $count keys)"
}

open_demo() {
    start 80x24 "$AUDITWALK" "$file"
    wait_for "IA-2026-03"
    keys Enter
    wait_for "1[$clause]"
}

# The program may have left, if by its own will: then it is started again.
check_alive() {
    ended || return 0
    [ "$(cat "$status_file")" = 0 ] || broken "status $(cat "$status_file")"
    open_demo
}

flush() {
    [ ${#batch[@]} -eq 0 ] || tmux_do send-keys -t main -- "${batch[@]}" 2>/dev/null
    batch=()
}

monkey() {
    local kind word
    while [ "$count" -lt "$total" ]; do
        count=$((count + 1))
        kind=$((RANDOM % 100))
        if [ "$kind" -lt 78 ]; then
            word=${often[RANDOM % ${#often[@]}]}
            batch+=("$word")
        elif [ "$kind" -lt 93 ]; then
            word=${seldom[RANDOM % ${#seldom[@]}]}
            batch+=("$word")
        else
            flush
            word=${words[RANDOM % ${#words[@]}]}
            if [ "$kind" -lt 98 ]; then
                tmux_do send-keys -t main -l -- "$word" 2>/dev/null
            elif [ "$kind" -lt 99 ]; then
                tmux_do set-buffer -b e2e -- "$word" \; paste-buffer -p -r -d -b e2e -t main 2>/dev/null
            else
                word=${sizes[RANDOM % ${#sizes[@]}]}
                tmux_do resize-window -t main -x "${word%x*}" -y "${word#*x}" 2>/dev/null
            fi
        fi
        typed+=("${word//$'\e'/^[}")
        if [ ${#batch[@]} -ge 20 ]; then
            flush
            check_alive
        fi
    done
    flush
}

# It still listens: out of whatever is open, and it ends.
leave() {
    local i key
    tmux_do resize-window -t main -x 80 -y 24 2>/dev/null
    for ((i = 0; i < 100; i++)); do
        # The y answers the question about what was typed, in any language.
        for key in Escape y Q; do
            tmux_do send-keys -t main "$key" 2>/dev/null
            poll 0 ended && return 0
        done
    done
    broken "the program does not listen any more"
}

for seed in $seeds; do
    step "seed $seed, $total keys"
    E2E_LANGUAGE=en clause=Clause
    if [ $((seed % 2)) -eq 0 ] && [ -e "${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN" ]; then
        E2E_LANGUAGE=zh_CN clause=条款
    fi
    RANDOM=$seed
    file=monkey-$seed.audit
    count=0
    typed=()
    batch=()
    run 0 "$AUDITWALK" demo "$file"
    open_demo
    monkey
    check_alive
    leave
    [ "$(cat "$status_file")" = 0 ] || broken "status $(cat "$status_file")"
    for made in ./*; do # it may have made more, under any name
        [ "$(head -c 15 "$made" | tr -d '\0')" != "SQLite format 3" ] ||
            run 0 "$AUDITWALK" --file "$made" verify
    done
done
echo "the monkey broke nothing"
