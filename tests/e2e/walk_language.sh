#!/bin/bash
# walk_language.sh - L while the program runs leaves nothing of the other language on any screen. What was
# recorded is Chinese here, so any English word is a message that was forgotten.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

[ -e "${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo" ] ||
    skip "no catalog was built"
extra_env=("AUDITWALK_PERSON=李娜")
aw=("$AUDITWALK" -f 1.audit)
E2E_LANGUAGE=zh_CN # what the program records of itself follows the language
run 0 "$AUDITWALK" new 1.audit --organization 港口集团 --person 李娜
run 0 "${aw[@]}" audit new --number 审-1 --title 码头 --checklist iso28000-2022 --checklist deployment \
    --site 码头
run 0 "${aw[@]}" finding add --ref 8.4-c --grade minor --statement 门岗未登记
run 0 "${aw[@]}" finding add --ref 8.4-d --grade major --statement 封志缺失 --risk high
run 0 "${aw[@]}" evidence add --kind photo --title 照片 --ref 8.4-c
run 0 "${aw[@]}" assess 4.1 na --note 不涉及
run 0 "${aw[@]}" sample 8.4-c --population 340 --size 5
run 0 "${aw[@]}" deployment add --from-checklist deployment
run 0 "${aw[@]}" findings --json
number=$(json 'j[0]["number"]')
run 0 "${aw[@]}" finding advance "$number" acknowledge --auditee 赵敏
run 0 "${aw[@]}" action add "$number" --text 修复 --owner 赵敏 --due 2026-04-01 --system no

# Names of keys, ids of checklists, file names, codes of laptops; units and what has no translation.
not_words='s/[0-9a-f]{16}//g; s/[a-z0-9]{4}(-[a-z0-9]{4}){2,}//g; s/(Shift|Ctrl)-[A-Za-z]+//g; s/\$[A-Z]+//g
    s/\b(Enter|Esc|Tab|Space|Home|End|Left|Right|Down|Up|PgUp|PgDn|BackSpace|Delete|Insert)\b//g
    s/\b(laptop|report|filled)\b//g; s/\b(iso28000-[0-9.]+|facility-walk|own-requirements|deployment|documents)\b//g
    s/[^ ]*\.(audit|awpack|xlsx)//g; s/\/tmp\/[^ ]*//g; s/v-mb5j[^ ]*|[a-z]-mb5j[^ ]*//g; s/\b(auditwalk|YAML|XLSX)\b//g'

still() {
    settled_count=0
    settled_screen=
    poll 10 settled || fail "the screen does not come to rest"
}

# go KEY...
go() {
    local key
    for key in "$@"; do
        keys "$key"
        still
    done
}

# chinese KEY...: what they open has no English word.
chinese() {
    local words
    go "$@"
    words=$(screen | sed -E "$not_words" | grep -oE '[A-Za-z][a-z]{2,}( [A-Za-z]+)*' | sort -u)
    [ -z "$words" ] || {
        print_screen >&2
        fail "not Chinese after $*: $words"
    }
}

step "from English to Chinese on the list of audits, and every screen from there"
E2E_LANGUAGE=en
start 100x30 "$AUDITWALK" 1.audit
wait_for "Audits"
chinese L
chinese '?'
go q
chinese s
go Escape
chinese F
go Escape
chinese f
chinese Enter
chinese H
go q q
chinese e
go Escape
chinese p
chinese a
chinese Enter
go Escape
chinese A
go q q q
chinese V
chinese Enter
go q q
chinese A
go q
chinese R
chinese s
go Escape q
chinese r
chinese 2
chinese 4
chinese 5
go q
chinese I
chinese a
go Escape q
chinese K
go q
chinese S
go q
chinese T
chinese p
go Escape
chinese m
go Escape q
chinese C
go q
chinese ':'
go Escape
chinese '*'
go Escape
chinese E
go Escape

step "and on the walk, over forms too"
chinese Enter
for key in e f t s i a; do
    chinese "$key"
    go Escape
done
for key in 2 3 4 5 6 Left; do
    chinese "$key"
done

step "back to English: no Chinese but what was recorded"
go 1 Right q L
wait_for "Audits"
screen | sed 's/港口集团//; s/李娜//; s/审-1//; s/码头//g' | grep -P '\p{Han}' && {
    print_screen >&2
    fail "Chinese is left"
}
keys Q
wait_exit 0

echo "L leaves nothing behind"
