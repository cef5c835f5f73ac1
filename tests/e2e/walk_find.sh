#!/bin/bash
# walk_find.sh - actions found by their names, everything else by its words, in English and Chinese.
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
wait_line 'by method .*4'
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

step "search over everything as one types, the place of each hit, and back"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
keys Enter
wait_for "4.2.1 (1)"
press '*' "Type two letters or more"
type_text "SD-0417"
wait_for "seal discrepancy SD-0417"
golden search_en_80
resize 120x40
golden search_en_120
resize 80x24
press C-s "kept: SD-0417"
press Escape "4.2.1 (1)"
press '*' "SD-0417"
press Enter "seal discrepancy SD-0417"
keys C-u
type_text "change structure"
wait_line 'requirement +8\.4 a'
press Enter "8.4 Controls"
wait_line '^│. 8\.4 a\) '
press C-o "4.1 Understanding"
press e "What you saw, read or heard"
type_text "门岗登记本第三页"
keys Enter
wait_for "saved 09:30:00"
press '*' "SD-0417"
type_text "登记本第三页"
wait_for "门岗登记本第三页"
press Enter "E-mb5j-"
wait_for "门岗登记本第三页"
press L "帮助"
keys Escape
wait_for "搜索"
golden search_zh_80
keys Escape L Q
wait_exit 0

step "the same by the command"
run 0 "$AUDITWALK" -f demo.audit search 登记
expect_match '^IA-2026-03 +evidence +E-mb5j-[0-9]+ +门岗登记本第三页$'
run 0 "$AUDITWALK" -f demo.audit search --json "change structure"
is_json
expect_json 'j[0]["kind"] == "requirement" and j[0]["name"] == "8.4 a)"'
run 0 "$AUDITWALK" -f demo.audit search --audit IA-2025-02 --json 登记
expect_json 'j == []'
run 0 "$AUDITWALK" -f demo.audit search xyzzy
expect_out "nothing found"
run 64 "$AUDITWALK" -f demo.audit search x
one_line
run 64 "$AUDITWALK" -f demo.audit search
one_line
run 0 "$AUDITWALK" -f demo.audit verify

echo "what is looked for is found"
