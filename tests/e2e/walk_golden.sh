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
        case $1 in
        actions* | audits-filter | closure-add | readiness-steps | note) ;; # a dialog covers borders
        *) ! screen | grep -q '^┌' || check_boxes "${size%x*}" ;;
        esac
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

# Keys are read in their order, so only a picture that is being made must wait for the screen.
settle() {
    [ -n "${GENERATE-}" ] || return 0
    settled_count=0
    settled_screen=
    poll "$patience" settled || fail "the screen does not come to rest"
}

# back KEY...
back() {
    local key
    for key in "$@"; do
        keys "$key"
        settle
    done
}

# seen KEY NAME: what the key opens.
seen() {
    back "$1"
    shot "$2"
}

# The screens of the second line, each by its keys from the list of audits.
other_screens() {
    ending=$2
    E2E_LANGUAGE=$1 start 80x24 "$AUDITWALK" demo.audit
    wait_for "IA-2026-03"
    settle
    seen '?' help
    back q
    seen 'F' audits-filter
    back Escape
    seen 'r' results
    seen '4' results-findings
    back q
    seen 'f' findings
    seen 'Enter' finding
    back q
    seen 'p' closure
    seen 'a' closure-add
    seen 'Enter' closure-form
    seen 'C-g' actions-form
    back Escape Escape
    seen 'A' actions-of-finding
    back q q q
    seen 'A' due
    back q
    seen 'V' evidence
    back q
    seen 'I' deployment
    seen 'a' deployment-form
    back Escape q
    seen 'R' readiness
    seen 's' readiness-steps
    back Escape q
    seen 'K' checklists-list
    back q
    seen 'S' processes
    back q
    seen 'T' team-list
    seen 'p' package-form
    back Escape
    seen 'm' merge-form
    back Escape q
    seen '*' search-empty
    back Escape
    seen 'H' history-audit
    back q
    seen 'e' audit-form
    back Escape
    back Enter
    seen 's' sample-form
    back Escape
    seen 't' note
    back Escape
    seen 'p' photos
    back Escape
    seen 'Left' walk-groups
    seen 'Z' walk-folded
    keys Q
    wait_exit 0
}

# A digest has random numbers in it, and the folder of the test another name each time.
golden_mask='s/[0-9a-f]{16}/0123456789abcdef/; s/auditwalk-e2e\.[A-Za-z0-9]{6}/auditwalk-e2e.XXXXXX/'
mkdir -p phone "$home/.config/auditwalk"
printf '%%PDF-1.4\n' >phone/gate-log.pdf # of a picture there is a preview only where that is built in
touch -d 2026-03-11T10:00:00Z phone/gate-log.pdf
printf 'photos = %s\n' "$PWD/phone" >"$home/.config/auditwalk/config"

step "every other screen in English"
other_screens en ""

step "and in Chinese"
other_screens zh_CN -zh
rm "$home/.config/auditwalk/config"

step "English"
screens_of en "" "Audits" "What you saw" "Statement" "Workbook" "Actions" "Open"

step "Chinese"
screens_of zh_CN -zh "审核" "所见、所读" "陈述" "工作簿" "操作" "未评"

echo "the screens look as they did"
