#!/bin/bash
# walk_config.sh - keys and colours of one's own; what can't be used is a warning with its line.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

done_well demo demo.audit
mkdir -p "$home/.config/auditwalk"
config=$home/.config/auditwalk/config

styled() {
    screen_styled | grep -qF -e "$1"
}

step "keys change places, footer and help follow"
cat >"$config" <<'END'
key.walk.conforms = f Ctrl-Y
key.walk.finding = c
key.general.back = x Esc
key.walk.not-covered = none
colour.title = black on yellow
END
run 0 "$AUDITWALK" config
[ -z "$err" ] || fail "warnings without need: $err"
expect_out "key.walk.conforms = f Ctrl-Y"
expect_out "key.walk.not-covered = none"
expect_out "colour.title = black on yellow"
expect_out "colour.heading = cyan bold"
expect_out "theme = default"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for "f conforms"
wait_for "160/265"
poll 5 styled $'\e[30m\e[43m' || fail "the title has not its colours"
keys Space
press f "161/265"
press c "Statement"
press Escape "161/265"
press '?' "The requirement is met"
wait_line '^ f Ctrl-Y +The requirement is met'
keys Escape
wait_gone "Keys"
press x "demo.audit"
keys x
wait_exit 0

step "printed settings are a configuration that says the same"
run 0 "$AUDITWALK" config
cp "$work/out" "$work/first"
cp "$work/out" "$config"
run 0 "$AUDITWALK" config
[ -z "$err" ] || fail "its own output is not read: $err"
cmp -s "$work/first" "$work/out" || fail "the settings changed by printing them"

step "what can't be used is told with its line, the rest holds"
cat >"$config" <<'END'
key.walk.conform = y
key.walk.note = c
key.walk.place = Hyper-A
key.form.save = s
colour.titel = red
colour.bad = pink
colour.good = red on red
key.general.back = none
key.walk.evidence = v
END
run 0 "$AUDITWALK" config
expect_err 'config:1: key.walk.conform is ignored: there is no action "walk.conform" (did you mean walk.conforms?)'
expect_err 'config:2: walk.note and walk.conforms would both have c'
expect_err 'config:3: key.walk.place is ignored: there is no key "Hyper-A"'
expect_err 'config:4: key.form.save is ignored: "s" is text'
expect_err 'config:5: unknown key "colour.titel", ignored (did you mean colour.title?)'
expect_err 'config:6: colour.bad is ignored: "pink"'
expect_err 'config:7: colour.good is ignored'
expect_err 'config:8: key.general.back is ignored'
[ "$(wc -l <"$work/err")" -eq 8 ] || fail "not eight warnings: $err"
expect_out "key.walk.note = t"
expect_out "key.walk.evidence = v"

step "NO_COLOR, themes"
rm "$config"
extra_env+=("NO_COLOR=1")
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
screen_styled | grep -qE $'\e\\[3[0-7]m|\e\\[4[0-7]m' && fail "colours in spite of NO_COLOR"
keys Q
wait_exit 0
extra_env=("AUDITWALK_PERSON=Li Na")
printf 'theme = high-contrast\n' >"$config"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
poll 5 styled $'\e[30m\e[43m' || fail "the title has not the colours of high-contrast"
keys Q
wait_exit 0

echo "settings are heard"
