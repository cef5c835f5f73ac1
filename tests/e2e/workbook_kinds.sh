#!/bin/bash
# workbook_kinds.sh - every kind of workbook that the program exports: in both languages and side by side, the same
# bytes twice, against what the store says, on a full disk, stopped, by keys, and opened by LibreOffice.
#
# Where openpyxl or LibreOffice is missing the script ends with status 77 and says so; the rest is checked all the
# same. KEEP=1 leaves workbooks and PDFs to look at.
# shellcheck source=tests/e2e/lib.sh disable=SC2016,SC2154
. "${0%/*}/lib.sh"

aw=$AUDITWALK
python=${PYTHON3:-/usr/bin/python3}
reader=$top_srcdir/tests/exchange/read_workbook.py
compare=$top_srcdir/tests/exchange/compare_kinds.py
extra_env=("AUDITWALK_PERSON=Li Na" "AUDITWALK_NOW=2026-11-23T14:32:07.000Z" PYTHONDONTWRITEBYTECODE=1)
missing=()

can_read=yes
"$python" -c 'import openpyxl' 2>/dev/null || {
    can_read=no
    missing+=("$python with openpyxl")
}

holds() {
    [ "$can_read" = yes ] || return 0
    run 0 "$python" "$reader" "$@"
}

same_as_store() {
    [ "$can_read" = yes ] || return 0
    run 0 "$python" "$compare" "$@"
}

run 0 "$aw" demo demo.audit
run 0 "$aw" -f demo.audit findings --audit IA-2026-03 --json
finding=$(sed -n '/"number"/{s/.*"\(F-[^"]*\)".*/\1/p;q}' "$work/out")
[ -n "$finding" ] || fail "the demo has no finding"

# Name of the workbook, then what is typed behind export. Further kinds: one line more.
kinds=(
    "report report --audit IA-2026-03"
    "register register"
    "register-2025 register --to 2025-12-31"
    "pack pack"
    "pack-2026 pack --from 2026-01-01 --to 2026-12-31"
    "pack-empty pack --from 1990-01-01 --to 1990-12-31"
    "pack-audit pack --audit IA-2025-02"
    "blank checklist --audit IA-2026-03"
    "filled checklist --filled --audit IA-2026-03"
    "responses response --audit IA-2026-03"
    "response response --audit IA-2026-03 --finding $finding"
)

step "each kind in each language, whole and the same twice"
for kind in "${kinds[@]}"; do
    read -r name typed <<<"$kind"
    for language in en zh_CN both; do
        # shellcheck disable=SC2086 # words
        run 0 "$aw" -f demo.audit --lang "$language" export $typed -o "$name-$language.xlsx"
        # shellcheck disable=SC2086
        run 0 "$aw" -f demo.audit --lang "$language" export $typed -o again.xlsx
        cmp "$name-$language.xlsx" again.xlsx || fail "two exports differ: $name in $language"
    done
    holds "$name-en.xlsx" sound
done

step "the same bytes by SOURCE_DATE_EPOCH"
extra_env=("AUDITWALK_PERSON=Li Na" AUDITWALK_NOW= SOURCE_DATE_EPOCH=1795444327 PYTHONDONTWRITEBYTECODE=1)
for kind in "${kinds[@]}"; do
    read -r name typed <<<"$kind"
    # shellcheck disable=SC2086
    run 0 "$aw" -f demo.audit export $typed -o again.xlsx
    cmp "$name-en.xlsx" again.xlsx || fail "the epoch does not count: $name"
done
extra_env=("AUDITWALK_PERSON=Li Na" "AUDITWALK_NOW=2026-11-23T14:32:07.000Z" PYTHONDONTWRITEBYTECODE=1)

step "what the store says"
for list in nonconformities due audits; do
    run 0 "$aw" -f demo.audit export json "$list" -o "$list.json"
done
for list in requirements evidence; do
    run 0 "$aw" -f demo.audit export json "$list" --audit IA-2026-03 -o "$list.json"
done
same_as_store filled filled-en.xlsx requirements.json
same_as_store pack pack-en.xlsx nonconformities.json due.json audits.json
same_as_store response response-en.xlsx "$finding" nonconformities.json nonconformities.json evidence.json \
    requirements.json
holds pack-en.xlsx review charts=Trends:2 'links=Contents>Inputs' 'links=Open actions>Nonconformities'
holds pack-2026-en.xlsx 'has=Contents:raised or still open from 2026-01-01 to 2026-12-31' 'hasnot=Trends:2025-12'
holds pack-empty-en.xlsx 'has=Contents:no audits and no findings of this period' rows=Nonconformities:0 rows=Audits:0 \
    review
holds pack-audit-en.xlsx rows=Audits:1 'hasnot=Nonconformities:IA-2026-03' 'has=Contents:IA-2025-02'
holds register-2025-en.xlsx 'has=Nonconformities:raised until 2025-12-31' 'hasnot=Nonconformities:IA-2026-03'
holds response-en.xlsx answers="$finding" 'sheets='"$finding"',Lists'
holds responses-en.xlsx answers="$finding" "links=Contents>$finding"

step "no room on the disk: the old file stays, nothing is left beside it"
if tmpfs small 200k; then
    for kind in "${kinds[@]}"; do
        read -r name typed <<<"$kind"
        rm -f small/*
        printf old >"small/$name.xlsx"
        head -c 200000 /dev/zero >small/filler 2>/dev/null
        # shellcheck disable=SC2086
        run 73 "$aw" -f demo.audit export $typed -o "small/$name.xlsx"
        expect_err "no space left"
        [ "$(cat "small/$name.xlsx")" = old ] || fail "the old file is gone: $name"
        [ "$(find small -type f | wc -l)" -eq 2 ] || fail "something is left: $(ls small)"
    done
else
    echo "  not checked: no small file system can be mounted here"
fi

# stopped NAME WORDS...: SIGINT as soon as the export works; true if that came in time.
works() {
    local caught
    caught=$(sed -n 's/^SigCgt:\t//p' "/proc/$1/status" 2>/dev/null)
    [ -n "$caught" ] && [ $((0x$caught & 2)) -ne 0 ]
}
stopped() {
    local name=$1 process status=0
    shift
    printf old >"$name"
    make_clean_env
    "${clean_env[@]}" TERM=dumb perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$aw" -f demo.audit export "$@" \
        -o "$name" </dev/null >/dev/null 2>"$work/err" &
    process=$!
    while ! works "$process" && kill -0 "$process" 2>/dev/null; do :; done
    kill -s INT "$process" 2>/dev/null
    wait "$process" || status=$?
    [ "$status" -eq 0 ] && return 1
    [ "$status" -eq 1 ] || fail "status $status, expected 1: export $*"
    expect_err "the export was stopped; nothing was written"
    [ "$(cat "$name")" = old ] || fail "the old file is gone: $name"
    ls "$name".* >/dev/null 2>&1 && fail "something is left: $(ls "$name".*)"
    return 0
}

step "Ctrl-C leaves the old file"
for kind in "${kinds[@]}"; do
    read -r name typed <<<"$kind"
    case $name in report | register | pack | filled) ;; *) continue ;; esac
    for try in 1 2 3 4 5 6 7 8 9 10; do
        # shellcheck disable=SC2086
        stopped stopped.xlsx $typed && break
        [ "$try" -lt 10 ] || fail "could not be stopped: $name"
    done
done

# choose KIND: up from the name of the file to the kind, and to this one, whatever lies between.
choose() {
    local key=BTab seen="‹ Audit report ›"
    wait_for "Where the workbook goes"
    for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
        keys "$key"
        poll 1 on_screen "$seen" || continue
        [ "$seen" = "‹ $1 ›" ] && return 0
        key=Right
        seen="‹ $1 ›"
    done
    fail "no kind $1"
}

step "by keys: a period that is none, then the pack of all audits, then a form for one finding"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
keys E
choose "Pack for the management review"
wait_for "all audits"
keys Tab Tab
type_text "2026-06-30"
keys Tab
type_text "2026-01-01"
keys C-s
wait_for "this is before the first day"
keys C-a C-k
type_text "2026-12-31"
keys C-s
wait_for "pack.xlsx is written"
holds pack.xlsx sound 'has=Contents:raised or still open from 2026-06-30 to 2026-12-31'
keys Escape
wait_gone "pack.xlsx is written"
keys E
choose "Response form for the auditee"
keys Tab Right
wait_for "$finding-response.xlsx"
keys C-s
wait_for "findings: 1"
holds "$finding-response.xlsx" sound answers="$finding"
finish

step "LibreOffice opens and prints them"
if command -v soffice >/dev/null && command -v pdfinfo >/dev/null; then
    mkdir pdf
    env -i "PATH=$PATH" "HOME=$work" LC_ALL=C.UTF-8 timeout 300 soffice \
        "-env:UserInstallation=file://$work/office" --headless --norestore --convert-to pdf --outdir pdf \
        pack-*.xlsx response*-*.xlsx filled-en.xlsx >"$work/office.log" 2>&1
    for book in pack-*.xlsx response*-*.xlsx filled-en.xlsx; do
        pdf=pdf/${book%.xlsx}.pdf
        [ -s "$pdf" ] || fail "LibreOffice made no PDF of $book: $(cat "$work/office.log")"
        count=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
        [ "${count:-0}" -ge 1 ] || fail "the PDF of $book has no pages"
        echo "  $book: $count pages"
    done
else
    missing+=("soffice with pdfinfo")
fi

if [ "${#missing[@]}" -gt 0 ]; then
    skip "not installed: ${missing[*]}"
fi
