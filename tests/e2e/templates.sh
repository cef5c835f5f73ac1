#!/bin/bash
# templates.sh - a template of workbooks: checked, from the command line, the configuration and the
# screen; with the sample that is shipped, and files that mean harm.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

aw=$AUDITWALK
python=${PYTHON3:-/usr/bin/python3}
reader=$top_srcdir/tests/exchange/read_workbook.py
sample=$top_srcdir/data/template.yaml
config=$home/.config/auditwalk

can_read=no
"$python" -c 'import openpyxl' 2>/dev/null && can_read=yes

holds() {
    [ "$can_read" = yes ] || return 0
    run 0 "$python" "$reader" "$@"
}

run 0 "$aw" demo demo.audit

step "the sample is good, and so is the list of columns"
run 0 "$aw" template check "$sample"
expect_out "good"
run 0 "$aw" template columns
cp "$work/out" all.yaml
run 0 "$aw" template check all.yaml
run 0 "$aw" template columns --json
"$python" -c 'import json, sys; assert len(json.load(open(sys.argv[1]))) > 5' "$work/out" ||
    fail "no JSON"

step "problems, each with its place and the nearest name"
cat >bad.yaml <<'END'
format: "1"
covr: [x]
logo: missing.png
sheets:
  findings:
    columns: [number, statment, grade, grade]
END
run 65 "$aw" template check bad.yaml
expect_out 'bad.yaml:2:1: error E104: unknown key "covr"; did you mean "cover"?'
expect_out 'bad.yaml:3:7: error E151: the logo "missing.png" can'
expect_out 'bad.yaml:6:23: error E152: "statment" is no column of the sheet findings; did you mean "statement"?'
expect_out 'bad.yaml:6:40: error E153: the column "grade" is listed twice'
expect_err "bad.yaml: errors: 4"
run 65 "$aw" template check --json bad.yaml
expect_out '"errors": 4'
run 66 "$aw" template check nowhere.yaml
run 64 "$aw" template check
run 65 "$aw" -f demo.audit export report --audit IA-2026-03 -o no.xlsx --template bad.yaml
expect_err "auditwalk template check bad.yaml shows every problem"
[ ! -e no.xlsx ] || fail "a workbook was made with a bad template"
run 66 "$aw" -f demo.audit export report --audit IA-2026-03 -o no.xlsx --template nowhere.yaml

step "files that mean harm"
yes -- '- a' | head -c 300000 >large.yaml
run 65 "$aw" template check large.yaml
{
    echo 'a: &a [x, x, x, x, x, x, x, x, x]'
    for i in b c d e f g h i; do
        echo "$i: &$i [*a, *a, *a, *a, *a, *a, *a, *a, *a]"
    done
} >bomb.yaml
run 65 "$aw" template check bomb.yaml
expect_out "error E117"
head -c 5000 /dev/urandom >noise.yaml
run 65 "$aw" template check noise.yaml
mkfifo pipe.yaml
run 66 "$aw" template check pipe.yaml
printf 'format: "1"\nlogo: /dev/zero\n' >device.yaml
run 65 "$aw" template check device.yaml

step "from the command line"
cp "$top_srcdir/data/demo/fence-F12-gap.jpg" logo.jpg
cat >house.yaml <<'END'
format: "1"
cover:
  - en: Internal audit of the harbour
    zh_CN: 港口内部审核
logo: logo.jpg
footer: House footer
sheets:
  findings: {columns: [number, statement, evidence]}
  evidence: {columns: [number, photo, title]}
END
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o house.xlsx --template house.yaml
holds house.xlsx sound 'only=Findings:Number|Statement of failure|Evidence' \
    'only=Evidence:Number|Photo|Title' 'has=Cover:Internal audit of the harbour' \
    'has=Evidence:Columns left out: Kind' 'has=Cover:Columns left out' 'footer=Summary:House footer' \
    'links=Findings>Evidence'
if [ -x "${aw%/*}/auditwalk-thumbnail" ]; then
    holds house.xlsx photos=Evidence:2 media=3
fi
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o again.xlsx --template house.yaml
cmp house.xlsx again.xlsx || fail "two reports with one template differ"
run 64 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o files --template house.yaml
expect_err "has no --template"

step "from the configuration, unless another one or none is asked for"
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o plain.xlsx
mkdir -p "$config"
printf 'template = %s\n' "$PWD/house.yaml" >"$config/config"
run 0 "$aw" config
expect_out "template = $PWD/house.yaml"
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o again.xlsx
cmp house.xlsx again.xlsx || fail "the configuration's template was not taken"
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o again.xlsx --template none
cmp plain.xlsx again.xlsx || fail "--template none is not without"
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o files

step "from the screen"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
press E "Workbook"
wait_for "house.yaml"
keys C-s
wait_for "findings: 12"
keys Enter
cmp house.xlsx IA-2026-03-report.xlsx || fail "the workbook of the screen is another one"
press E "house.yaml"
keys BTab C-u
type_text "bad.yaml"
keys C-s
wait_for "already"
type_text "y"
wait_for "error E104"
keys Enter
cmp house.xlsx IA-2026-03-report.xlsx || fail "a bad template has changed the workbook"
