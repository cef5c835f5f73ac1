#!/bin/bash
# samples.sh - a sample drawn at a requirement, and evidence that is there used again: by keys, then
# by commands.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

run 0 "$AUDITWALK" demo demo.audit

step "a sample is drawn with a seed"
start 120x40 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
press Enter " 160/265 "
press Space "6.2.2 (5)"
press s "Sample for 6.2.2 (5)"
type_text "340"
keys Tab
type_text "5"
keys Tab C-u
type_text "k7q2"
wait_for "k7q2"
keys C-s
wait_for "1, 124, 163, 227, 260"
wait_for "Failures in sample"
type_text "9"
press C-s "of 5 items 9 can't have failed"
keys BSpace
type_text "2"
keys C-s
wait_for "5 of 340: 1, 124, 163,"
wait_for "failed: 2"

step "evidence that is there counts here, too"
press i "which evidence counts here, too?"
keys Enter
wait_line ' 6\.2\.2 \(5\) .* E1'
step "and is copied"
press Y "Copy which evidence to here?"
keys Enter
wait_line ' 6\.2\.2 \(5\) .* E2'
press u "taken back"
wait_line ' 6\.2\.2 \(5\) .* E1'
keys Q
wait_exit 0

step "the same by commands"
run 0 "$AUDITWALK" -f demo.audit sample 8.4-c --population 340 --size 5 --seed k7q2
expect_out "5 of 340, seed k7q2: 1, 124, 163, 227, 260"
run 0 "$AUDITWALK" -f demo.audit sample 8.4-c --failures 1
expect_out "failed: 1"
run 64 "$AUDITWALK" -f demo.audit sample 8.4-c
expect_err "sample needs --population and --size, or --failures"
run 64 "$AUDITWALK" -f demo.audit sample 8.4-c --population 3 --size 5
expect_err "a sample of 5 can't be drawn from 3"
run 0 "$AUDITWALK" -f demo.audit evidence link E-mb5j-1 --ref 8.4-c
expect_out "E-mb5j-1  linked"
run 64 "$AUDITWALK" -f demo.audit evidence link E-mb5j-1
run 64 "$AUDITWALK" -f demo.audit evidence link E-mb5j-999 --ref 8.4-c
run 0 "$AUDITWALK" -f demo.audit evidence copy E-mb5j-1 --ref 8.4-d
expect_out "copied from E-mb5j-1"
run 0 "$AUDITWALK" verify -f demo.audit
