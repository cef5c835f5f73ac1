#!/bin/bash
# walk_golden.sh - the screens of the day as they look, in both languages, at 80x24 and 120x40, made at that
# size and reached by resizing alike.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

[ -e "${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo" ] ||
    skip "no catalog was built"
done_well demo demo.audit

# shot NAME: both sizes of what is on the screen, whose text is at rest.
shot() {
    local size
    for size in 80x24 120x40; do
        resize "$size"
        golden "$1-$size$ending"
        if [ "$1" != actions ] && screen | grep -q '^┌'; then # a dialog covers borders
            check_boxes "${size%x*}"
        fi
    done
    resize 80x24
}

# screens_of LANGUAGE ENDING AUDITS EVIDENCE FINDING EXPORT ACTIONS OPEN: a word that stands on each.
screens_of() {
    ending=$2
    E2E_LANGUAGE=$1 start 80x24 "$AUDITWALK" demo.audit
    wait_for "IA-2026-03"
    wait_for "$3"
    [ "$1" = en ] || shot audits
    keys Enter
    wait_for "4.2.1 (1)"
    [ "$1" = en ] || shot walk
    press e "$4"
    shot evidence-new
    keys Escape
    wait_for "4.2.1 (1)"
    press f "$5"
    shot finding-new
    keys Escape
    wait_for "4.2.1 (1)"
    press E "$6"
    shot export
    keys Escape
    wait_for "4.2.1 (1)"
    press ':' "$7"
    shot actions
    keys Escape
    wait_for "4.2.1 (1)"
    keys 6
    wait_for "[$8]"
    shot walk-open
    keys Q
    wait_exit 0
}

step "English"
screens_of en "" "Audits" "What you saw" "Statement" "Workbook" "Actions" "Open"

step "Chinese"
screens_of zh_CN -zh "审核" "所见、所读" "陈述" "工作簿" "操作" "未评"

echo "the screens look as they did"
