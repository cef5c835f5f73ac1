#!/bin/bash
# walk_find.sh - actions found by their names, in English and Chinese.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

done_well demo demo.audit

step "the palette: every action by its name, with its key"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press : "Actions"
wait_for "conforms"
type_text "evid"
wait_line 'evidence list .*V'
golden palette_en_80
keys Down
press Enter "E-mb5j-1"
press Escape "4.2.1 (1)"
press : "Actions"
type_text "xyzzy"
wait_for "No action of this name."
keys Escape
wait_gone "No action of this name."
resize 120x40
press : "Actions"
type_text "by mthd"
wait_line 'by method .*3'
keys Enter
wait_for "[Method]"
keys 1
wait_for "[Clause]"

step "the same in Chinese, by Chinese and English names"
resize 80x24
press L "帮助"
press : "操作"
type_text "证据"
wait_line '证据列表 .*V'
golden palette_zh_80
keys C-u
type_text "undo"
wait_line '撤销.*u'
press Escape "4.2.1 (1)"
keys L
wait_for "?=help"
keys Q
wait_exit 0

echo "what is looked for is found"
