#!/bin/bash
# closure_screens.sh - from finding to closure on the screens of the demo: the path, what is due,
# sign-off, deployment; then the same file as commands see it.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

run 0 "$AUDITWALK" demo demo.audit
expect_out "demo.audit"

step "the path of a finding"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
press f "Findings · IA-2026-03"
press p "Path to closure · "
wait_for "Enter takes it"
golden closure-path-80x24
keys Enter
wait_for "Who speaks for the auditee"
type_text "赵敏"
wait_for "赵敏"
keys C-s
wait_for "missing: a correction or containment"
resize 120x40
wait_for "missing: a correction or containment"
resize 80x24
keys Enter
wait_for "What is done"
type_text "Log signed"
keys C-s
wait_for "missing: every correction done"
press A "Log signed"
check_boxes 80
press q "Path to closure · "
press q "Findings · IA-2026-03"
press q "IA-2025-02"

step "what is due in all audits"
press A "Actions due · all audits"
check_boxes 80
press q "IA-2025-02"

step "sign-off"
press R "Sign-off · IA-2026-03 · fieldwork"
wait_for "Before the step: begin the report"
press s "Step of the audit"
keys Escape
wait_gone "Step of the audit"
press q "IA-2025-02"

step "deployment"
press I "Deployment · IA-2026-03"
keys a
wait_for "Planned hours"
type_text "Night guards"
wait_for "Night guards"
keys C-s
wait_for "No place"
press x "no finding"
press m "Finding raised: F-"
check_boxes 80
press L "部署 · IA-2026-03"
press q "IA-2025-02"
keys q
wait_exit 0

step "what commands see"
run 0 "$AUDITWALK" -f demo.audit deployment list --audit IA-2026-03
expect_out "Night guards"
run 0 "$AUDITWALK" -f demo.audit findings --json
expect_out '"acknowledged"'
run 0 "$AUDITWALK" -f demo.audit verify

echo "from finding to closure works on screens"
