#!/bin/bash
# workbooks.sh - what the program exports, read back by openpyxl and opened by LibreOffice.
#
# Where one of the two is missing the script ends with status 77 and says so; the parts before are
# checked all the same. KEEP=1 leaves workbooks and PDFs to look at.
# shellcheck source=lib.sh disable=SC2013,SC2016
. "${0%/*}/lib.sh"

aw=$AUDITWALK
python=${PYTHON3:-/usr/bin/python3}
reader=$top_srcdir/tests/exchange/read_workbook.py
extra_env=("AUDITWALK_PERSON=Li Na" "AUDITWALK_NOW=2026-11-23T14:32:07.000Z")
missing=()

# holds FILE CHECK...: read_workbook.py finds all of it.
holds() {
    [ "$can_read" = yes ] || return 0
    run 0 "$python" "$reader" "$@"
}

# pages FILE: LibreOffice makes a PDF of it; prints how many pages that has.
pages() {
    local pdf=${1%.xlsx}.pdf
    env -i "PATH=$PATH" "HOME=$work" LC_ALL=C.UTF-8 timeout 180 soffice \
        "-env:UserInstallation=file://$work/office" --headless --norestore \
        --convert-to pdf --outdir . "$1" >"$work/office.log" 2>&1
    [ -s "$pdf" ] || {
        cat "$work/office.log" >&2
        fail "LibreOffice made no PDF of $1"
    }
    pdfinfo "$pdf" | sed -n 's/^Pages: *//p'
}

step "the demo"
run 0 "$aw" demo demo.audit
run 0 "$aw" --file demo.audit audits --json
audits=$(grep -o '"number": *"[^"]*"' "$work/out" | cut -d'"' -f4)
[ -n "$audits" ] || fail "the demo has no audits"

can_read=yes
"$python" -c 'import openpyxl' 2>/dev/null || {
    can_read=no
    missing+=("$python with openpyxl")
}

step "a report of each audit"
for number in $audits; do
    run 0 "$aw" --file demo.audit export report --audit "$number" --output "$number.xlsx"
    [ -s "$number.xlsx" ] || fail "no workbook for $number"
    holds "$number.xlsx" sound \
        'sheets=Cover,Summary,Checklist,Findings,Nonconformities,Corrective actions,Previous nonconformities,Deployment,Meetings,Evidence,Matrix,Clauses by site,Diverging opinions,Merge record,Annex,Lists' \
        "headings=Checklist:Requirement|Clause|Topic|Question|Obligation|Result|Method|Note|Evidence|Findings|Auditor|Assessed" \
        "headings=Findings:Number|Grade|Requirements|Title|Statement of failure|Objective evidence|Requirement in words|Reason for the grade|Site|Area|Consequence|Risk|Evidence|Raised by|Raised|State" \
        "headings=Nonconformities:Number|Grade|State|Raised|Days open|Acknowledged by|Acknowledged|Disputed|Auditee's position|Auditor's position|Recurrence of|Closed" \
        "headings=Evidence:Number|Kind|Title|Detail|Source reference|Requirements|Findings|Who was asked (role)|Observed|Collected by|Collected|Confidentiality|File|Media type|Size in bytes|SHA-256" \
        "headings=Matrix:Clause|Requirements|Conforming|Major nonconformity|Degree of conformity" \
        "headings=Diverging opinions:About|State|Kind|Field|Positions|Decision|Reason|Decided by|Decided" \
        "headings=Merge record:Merged|Merged by|Sender|Packed|New saves|Conflicts" \
        rows=Checklist:265+ rows=Findings:1+ rows=Evidence:1+ rows=Nonconformities:1+ \
        charts=Summary:3 'chart=Summary:Results by clause chapter' 'chart=Summary:Findings by grade' \
        'chart=Summary:Coverage by clause chapter' 'has=Cover:Audit team' "has=Cover:$number" 'has=Summary:What is missing' \
        'links=Findings>Checklist' 'links=Checklist>Findings' 'links=Checklist>Evidence' \
        'links=Evidence>Checklist' 'links=Findings>Evidence' 'links=Evidence>Findings' \
        'links=Nonconformities>Findings' 'links=Matrix>Checklist' 'links=Clauses by site>Findings' \
        'headings=Clauses by site:Clause|Title' 'has=Cover:Digest of the state' 'has=Summary:Impartiality' \
        "property=title=Audit report $number" 'property=created=2026-11-23 14:32:07'
done

step "the checker of XML notices whatever is broken in one"
if [ "$can_read" = yes ]; then
    run 0 "$python" "$top_srcdir/tests/exchange/check_workbook.py" --selftest IA-2026-03.xlsx
fi

step "every finding and every piece of evidence is in it"
for number in $audits; do
    run 0 "$aw" --file demo.audit findings --audit "$number" --json
    wanted=()
    for finding in $(grep -o '"number": *"[^"]*"' "$work/out" | cut -d'"' -f4); do
        wanted+=("has=Findings:$finding")
    done
    run 0 "$aw" --file demo.audit evidence list --audit "$number" --json
    for evidence in $(grep -o '"number": *"[^"]*"' "$work/out" | cut -d'"' -f4); do
        wanted+=("has=Evidence:$evidence")
    done
    [ "${#wanted[@]}" -gt 1 ] || fail "$number has no findings or no evidence"
    holds "$number.xlsx" "${wanted[@]}"
done

thumbnail=${aw%/*}/auditwalk-thumbnail
if [ -x "$thumbnail" ]; then
    step "photos stand beside their evidence"
    holds IA-2026-03.xlsx photos=Evidence:2 media=2 'headings=Evidence:Photo'
    holds IA-2025-02.xlsx photos=Evidence:0 media=0

    step "photos that mean harm, are cut, turned, the same again, or of a kind that is not read"
    run 0 "$aw" demo photos.audit
    photo=$top_srcdir/data/demo/fence-F12-gap.jpg
    head -c 20000 "$photo" >cut.jpg
    printf '\377\330\377\300\0\021\10\375\350\375\350\3\1\42\0\2\21\1\3\21\1\377\331' >huge.jpg
    printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\352\140\0\0\352\140\10\2\0\0\0\0\0\0\0' >huge.png
    printf 'RIFF\44\0\0\0WEBPVP8 \30\0\0\0\60\1\0\235\1\52\1\0\1\0\2\0\64\45\244\0\3\160\0\376\373\224\0\0' >small.webp
    number=0
    for file in cut.jpg huge.jpg huge.png small.webp "$photo"; do
        number=$((number + 1))
        run 0 "$aw" -f photos.audit evidence add --audit IA-2026-03 --ref 8.4-c --kind photo \
            --title "<Photo> & \"$number\"" --attach "$file"
    done
    run 0 "$aw" -f photos.audit evidence add --audit IA-2026-03 --ref 8.4-c --kind photo \
        --title "Three files" --attach small.webp --attach "$photo" --attach "$reader"
    run 0 "$aw" --file photos.audit export report --audit IA-2026-03 --output photos.xlsx
    holds photos.xlsx sound photos=Evidence:4 media=2 'has=Evidence:preview not possible' \
        'has=Evidence:no preview of image/webp' 'has=Evidence:small.webp' 'has=Evidence:cut.jpg'
    run 0 "$aw" --file photos.audit export report --audit IA-2026-03 --output again.xlsx
    cmp photos.xlsx again.xlsx || fail "two reports with photos differ"
    extra_env+=("AUDITWALK_THUMBNAIL=/nonexistent")
    run 0 "$aw" --file photos.audit export report --audit IA-2026-03 --output again.xlsx
    extra_env=("${extra_env[@]:0:2}")
    holds again.xlsx sound photos=Evidence:0 media=0 'has=Evidence:preview not possible'
else
    missing+=("auditwalk-thumbnail")
fi

step "the register"
run 0 "$aw" --file demo.audit export register --output register.xlsx
holds register.xlsx sound 'sheets=Nonconformities,Corrective actions,Ageing and trend,Trend over audits,Lists' \
    rows=Nonconformities:6+ 'stressed=Nonconformities:Days overdue' \
    'stressed=Corrective actions:Days overdue' 'charts=Ageing and trend:2' 'charts=Trend over audits:3' \
    'chart=Ageing and trend:Age of the open nonconformities' 'chart=Ageing and trend:Raised and closed by month' \
    'chart=Trend over audits:Findings from audit to audit' 'chart=Trend over audits:Coverage by audit' \
    'chart=Trend over audits:Degree of conformity from audit to audit' \
    "headings=Nonconformities:Number|Grade|Reason for the grade|State|Audit|Raised|Raised by|Clauses|Edition|Requirements|Requirement in words|Title|Statement of failure|Objective evidence|Sample|Site|Process|Area|Source|Consequence|Risk|Acknowledged by|Acknowledged|Disputed|Closed|Days open|Recurrence of|Also raised as"
for number in $audits; do
    holds register.xlsx "has=Nonconformities:$number"
done

step "two exports of one state are the same bytes"
number=${audits%%[[:space:]]*}
run 0 "$aw" --file demo.audit export report --audit "$number" --output again.xlsx
cmp "$number.xlsx" again.xlsx || fail "two reports of one state differ"
run 0 "$aw" --file demo.audit export register --output again.xlsx
cmp register.xlsx again.xlsx || fail "two registers of one state differ"

step "English and Chinese side by side, and Chinese alone"
number=${audits%%[[:space:]]*}
chinese=${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo
if [ -e "$chinese" ]; then
    run 0 "$aw" --file demo.audit --lang both export report --audit "$number" --output both.xlsx
    holds both.xlsx sound both 'headings=Checklist 检查表:Topic|主题|Question|检查内容|Result / 结果' \
        'has=Checklist 检查表:▲ Minor nonconformity / 轻微不符合' 'has=Cover 封面:Objectives / ' \
        'charts=Summary 汇总:3' 'links=Findings 审核发现>Checklist 检查表' \
        "property=title=Audit report / 审核报告 $number"
    run 0 "$aw" --file demo.audit --lang both export register --output both-register.xlsx
    holds both-register.xlsx sound both rows='Nonconformities 不符合:6+'
    run 0 "$aw" --lang both export checklist --checklist facility-walk --output both-checklist.xlsx
    holds both-checklist.xlsx sound both 'headings=Checklist 检查表:Question|检查内容|Look for|检查要点'
    run 0 "$aw" --file demo.audit --lang zh_CN export report --audit "$number" --output chinese.xlsx
    holds chinese.xlsx sound 'headings=检查表:要求|条款|主题|检查内容|结果' \
        'has=检查表:▲ 轻微不符合' 'hasnot=检查表:nonconformity'
    run 0 "$aw" --file demo.audit --lang both export report --audit "$number" --output again.xlsx
    cmp both.xlsx again.xlsx || fail "two reports of one state in two languages differ"
else
    missing+=("the Chinese catalog")
fi
# For workbooks only: a message has one language.
run 64 "$aw" --file demo.audit --lang both audits
expect_err "both"
run 64 "$aw" --file demo.audit --lang both

step "an audit of which nothing is known yet"
run 0 "$aw" new empty.audit --organization "Empty & Sons"
run 0 "$aw" --file empty.audit audit new --number A-1 --title "First audit" --checklist iso28000-2022
run 0 "$aw" --file empty.audit export report --output empty.xlsx
holds empty.xlsx sound rows=Findings:0 rows=Evidence:0 'has=Findings:No findings were recorded.'
run 0 "$aw" --file empty.audit export register --output empty-register.xlsx
holds empty-register.xlsx sound rows=Nonconformities:0

step "sites with names that are no headings"
run 0 "$aw" new sites.audit --organization "Harbour"
run 0 "$aw" --file sites.audit audit new --number A-1 --title "Sites" --checklist facility-walk --site "Dock" \
    --site "=cmd|'/C calc'!A0" --site "码头: 一号 [A]" --site "$(printf 'Long %.0s' {1..80})" \
    --site "$(printf 'Long %.0s' {1..81})" --site "marks $(printf 'a\xcc\x81%.0s' {1..400})" \
    --site "marks $(printf 'a\xcc\x81\xcc\xb1\xcc\xb2%.0s' {1..60})"
run 0 "$aw" --file sites.audit export report --output sites.xlsx
holds sites.xlsx sound "headings=Clauses by site:Dock: Results|Dock: Findings" \
    "has=Clauses by site:=cmd|'/C calc'!A0: Results" 'has=Clauses by site:码头: 一号 [A]: Results'
run 0 "$aw" --file sites.audit --lang both export report --output sites-both.xlsx
holds sites-both.xlsx sound

step "of very many sites only those have columns where something was recorded"
many=()
for n in {1..12}; do many+=(--site "Depot$n"); done
run 0 "$aw" new many.audit --organization "Harbour"
run 0 "$aw" --file many.audit audit new --number A-1 --title "Many" --checklist facility-walk "${many[@]}"
run 0 "$aw" --file many.audit finding add --ref control-room-door --grade ofi --title "Log" --statement "Kept twice" --site Depot9
run 0 "$aw" --file many.audit export report --output many.xlsx
holds many.xlsx sound "headings=Clauses by site:Depot1: Results|Depot9: Results|Depot9: Findings" \
    'hasnot=Clauses by site:Depot2' 'hasnot=Clauses by site:Depot12' \
    'has=Clauses by site:left out here (the cover names them): 10' 'has=Cover:Depot12' \
    'links=Clauses by site>Findings'

step "a target that can't be written"
mkdir directory
run 73 "$aw" --file demo.audit export register --output directory
run 73 "$aw" --file demo.audit export register --output missing/register.xlsx
[ -z "$(find . -name '*.xlsx.*')" ] || fail "a temporary file is left"

step "LibreOffice opens and prints them"
if command -v soffice >/dev/null && command -v pdfinfo >/dev/null; then
    for book in "$number.xlsx" register.xlsx empty.xlsx empty-register.xlsx; do
        count=$(pages "$book") || exit 1
        [ "${count:-0}" -ge 1 ] || fail "the PDF of $book has no pages"
        echo "  $book: $count pages"
    done
else
    missing+=("soffice with pdfinfo")
fi

if [ "${#missing[@]}" -gt 0 ]; then
    skip "not installed: ${missing[*]}"
fi
