#!/bin/bash
# walk_checklists.sh - several checklists in one audit, a newer version with its plan, an overlay beside
# the question, and what is only recommended; by keys alone, on a narrow screen and in Chinese.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

mkdir lists
extra_env+=("AUDITWALK_CHECKLISTS=$work/files/lists" "AUDITWALK_FILE=port.audit")
aw=$AUDITWALK

cat >lists/gates.yaml <<'YAML'
format: "1"
id: gates
version: "1.0.0"
title: {en: Gates of the terminal, zh_CN: 码头大门}
source: {standard: "ISO 28000:2022"}
clauses:
  - {clause: "8", title: {en: Operation, zh_CN: 运行}}
  - {clause: "8.4", title: {en: Controls, zh_CN: 控制}}
items:
  - id: "8.4-a"
    ref: "8.4-a"
    clause: "8.4"
    topic: {en: Gate log, zh_CN: 出入登记}
    ask: {en: Who signs the gate log?, zh_CN: 谁在出入登记上签字？}
    look_for:
      en: [The log of thirty days]
      zh_CN: [30天的登记]
  - id: "8.4-b"
    ref: "8.4-b"
    clause: "8.4"
    topic: {en: Seal count, zh_CN: 封条清点}
    ask: {en: How are seals counted?, zh_CN: 封条如何清点？}
YAML
cat >lists/house.yaml <<'YAML'
format: "1"
id: house
version: "3"
title: {en: House rules, zh_CN: 内部规定}
clauses:
  - {clause: "8", title: {en: Rules of the yard, zh_CN: 堆场规定}}
items:
  - id: fence
    ref: "8.4-a"
    clause: "8.4"
    obligation: own
    ask: {en: Who walks the fence?, zh_CN: 谁巡视围栏？}
  - id: paint
    clause: "8.4"
    obligation: should
    ask: {en: When was the fence painted?, zh_CN: 围栏何时上过漆？}
YAML
run 0 "$aw" new port.audit --organization "Port Co"
run 0 "$aw" audit new --number IA-2026-01 --title "Gate round" --checklist gates
run 0 "$aw" assess 8.4-a conforming
run 0 "$aw" assess 8.4-b conforming
printf 'format: "1"\noverlay: gates\ntext: {8.4-a: {en: Words of my own copy., zh_CN: 我持有的原文。}}\n' >wording.yaml
run 0 "$aw" checklist import wording.yaml

step "a further checklist"
start 80x24 "$aw" port.audit
wait_for "IA-2026-01"
press K "Checklists of IA-2026-01"
wait_for "Gates of the terminal"
press a "house 3  House rules"
press Enter "0/2"
check_boxes 80
golden checklists

step "a newer version, shown before it is taken"
sed -i 's/^version: "1.0.0"/version: "1.1.0"/; s/Who signs the gate log/Who exactly signs the gate log/' lists/gates.yaml
keys Escape
wait_for "Gate round"
press K "→ 1.1.0"
press Enter "gates: 1.0.0 becomes 1.1.0"
wait_for "changed: 1, answers to look at again: 1"
golden checklists-plan
press n "→ 1.1.0"
press Enter "gates: 1.0.0 becomes 1.1.0"
keys y
wait_gone "→ 1.1.0"
wait_for "!1"

step "each stands apart in the walk"
press Escape "Gate round"
press Enter "2/4"
wait_for "Gates of the terminal"
resize 120x40
wait_for "House rules"
wait_for "8 Rules of the yard"
wait_for "Words of my own copy."
wait_for "The question has changed since version"
check_boxes 120
golden checklists-walk
press c "saved"
wait_gone "The question has changed"

step "what is only recommended wants its reason"
keys h G l j
wait_for "When was the fence painted?"
wait_for "Only recommended"
press m "New finding"
type_text "It never was."
press C-s "only recommends this"
press Enter "Grade"
keys Escape
wait_for "Leave"
keys y
wait_for "When was the fence painted?"

step "in Chinese"
press L "围栏何时上过漆？"
wait_for "内部规定"
wait_for "标准仅作建议"
keys Q
wait_exit 0

step "what commands see"
run 0 "$aw" audit checklists
expect_out "gates      1.1.0"
run 0 "$aw" status
expect_out "House rules"
reject_out "the question has changed"
run 0 "$aw" verify
run 0 "$aw" export report -o report.xlsx
