#!/bin/bash
# evidence_folder.sh - evidence files in a folder by finding, with a manifest: alone, beside a
# workbook, from the screen; odd names, places that are taken, a full disk, a program that is killed.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2016,SC2154
. "${0%/*}/walk_lib.sh"

aw=$AUDITWALK
photo=$top_srcdir/data/demo/fence-F12-gap.jpg

# sums DIR: everything in it is in the manifest and as it says, and nobody else may read it.
sums() {
    (cd "$1" && sha256sum --strict --quiet -c SHA256SUMS) || fail "$1 is not as SHA256SUMS says"
    [ "$(find "$1" -type f ! -name SHA256SUMS | wc -l)" = "$(wc -l <"$1/SHA256SUMS")" ] ||
        fail "$1: files and lines of SHA256SUMS differ"
    [ -z "$(find "$1" -type f ! -perm 0600 -o -type d ! -perm 0700)" ] ||
        fail "$1: modes: $(find "$1" -ls)"
}

left_over() {
    [ -z "$(find . -name '*unfinished*')" ] || fail "left over: $(find . -name '*unfinished*')"
}

step "the folder of an audit"
run 0 "$aw" demo demo.audit
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o out
expect_out "out  evidence files: 2"
sums out
[ "$(find out -name '*.jpg' | sort)" = "out/F-mb5j-12/E-mb5j-30-fence-F12-gap.jpg
out/F-mb5j-5/E-mb5j-4-gate-2-seal-missing.jpg" ] || fail "files: $(find out)"
cmp "$photo" out/F-mb5j-12/E-mb5j-30-fence-F12-gap.jpg || fail "the photo is another one"
grep -q 'Restricted: 1' out/README.txt || fail "README: $(cat out/README.txt)"
grep -q 'what the camera wrote' out/README.txt || fail "README does not warn"

step "what is there already is left alone"
run 73 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o out
expect_err "is not empty"
sums out
: >file
run 73 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o file
run 73 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o missing/out
mkdir -m 755 empty
ln -s empty link
run 73 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o link
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o empty/
sums empty
run 73 "$aw" -f demo.audit export report --audit IA-2026-03 -o report.xlsx --evidence out
[ ! -e report.xlsx ] || fail "the report was written though its folder could not be"
left_over

step "without -o the folder has the number of the audit"
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03
sums IA-2026-03-evidence

step "beside a report, and of all audits beside a register"
run 0 "$aw" -f demo.audit export report --audit IA-2026-03 -o report.xlsx --evidence beside
expect_out "report.xlsx  sheets: "
expect_out "beside  evidence files: 2"
diff -r out beside || fail "the folder beside a report is another one"
run 0 "$aw" -f demo.audit export register -o register.xlsx --evidence all
sums all
[ -d all/IA-2026-03 ] || fail "no folder of the audit"

step "beside a workbook of a period or of findings only their files"
run 0 "$aw" -f demo.audit export register -o part.xlsx --to 2025-12-31 --evidence old
expect_out "old  evidence files: 0"
sums old
grep -q 'Only files of the findings' old/README.txt || fail "the README does not say so"
run 0 "$aw" -f demo.audit export pack -o pack.xlsx --from 2026-11-01 --to 2026-11-30 --evidence pack
expect_out "pack  evidence files: 2"
sums pack
run 0 "$aw" -f demo.audit export response --audit IA-2026-03 --finding F-mb5j-5 -o response.xlsx \
    --evidence one
expect_out "one  evidence files: 1"
sums one
[ -d one/F-mb5j-5 ] || fail "$(find one)"

step "only up to a level"
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o part --up-to confidential
expect_out "part  evidence files: 1, left out as too confidential: 1"
sums part
[ -z "$(find part -name '*fence*')" ] || fail "restricted evidence is in it"
! grep -q 'fence\|E-[a-z0-9]*-30' part/README.txt || fail "the README tells of it"
grep -q 'left out: 1' part/README.txt || fail "the README does not say so"
run 64 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o none --up-to secret
run 64 "$aw" -f demo.audit export report --audit IA-2026-03 -o none.xlsx --up-to public
run 64 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o none --evidence other
run 64 "$aw" export checklist --checklist iso28000-2022 -o none.xlsx --evidence other

step "odd names"
run 0 "$aw" new odd.audit --organization "Odd & Sons"
run 0 "$aw" -f odd.audit audit new --number "A/1" --title "Odd names" --checklist iso28000-2022
names=("CON.txt" "-rf" 'a b;$(touch x).jpg' "照片 1.jpg" "Photo.JPG" "photo.jpg" "..." ".profile"
    "$(printf '%0250d' 1)" "a\\b" "trailing. ")
mkdir odd
count=0
for name in "${names[@]}"; do
    printf '%s' "$name" >"odd/$name"
    count=$((count + 1))
    run 0 "$aw" -f odd.audit evidence add --audit A/1 --ref 8.4-c --kind record --title "$count" --attach "odd/$name"
done
run 0 "$aw" -f odd.audit evidence add --audit A/1 --kind record --title "No requirement" --attach odd/Photo.JPG \
    --attach odd/photo.jpg
run 0 "$aw" -f odd.audit export evidence --audit A/1 -o "odd out"
sums "odd out"
[ "$(find "odd out" -type f | wc -l)" = $((count + 4)) ] || fail "$(find "odd out")"
[ -d "odd out/8.4-c" ] || fail "no folder of the requirement: $(find "odd out")"
[ "$(find "odd out/other" -type f | wc -l)" = 2 ] || fail "no folder for the others"
find "odd out" -printf '%P\n' | grep -q '[\\;$() ]' && fail "unsafe names: $(find "odd out")"
find "odd out" -printf '%f\n' | LC_ALL=C grep -Eq '^([-.]|.*[.]$)' && fail "hidden: $(find "odd out")"
[ "$(find "odd out" -printf '%P\n' | tr '[:upper:]' '[:lower:]' | sort | uniq -d)" = "" ] ||
    fail "names differ only by case"
[ ! -e x ] || fail "a name was run"

step "evidence of two findings is with both"
run 0 "$aw" -f odd.audit finding add --audit A/1 --ref 8.4-c --grade minor --statement "One."
run 0 "$aw" -f odd.audit finding add --audit A/1 --ref 8.4-d --grade minor --statement "Two."
run 0 "$aw" -f odd.audit findings --audit A/1 --json
findings=$(grep -o '"number": *"[^"]*"' "$work/out" | cut -d'"' -f4)
run 0 "$aw" -f odd.audit evidence list --audit A/1 --json
one=$(grep -o '"number": *"[^"]*"' "$work/out" | cut -d'"' -f4 | tail -1)
for finding in $findings; do
    run 0 "$aw" -f odd.audit evidence link "$one" --audit A/1 --finding "$finding"
done
run 0 "$aw" -f odd.audit export evidence --audit A/1 -o both
sums both
for finding in $findings; do
    [ "$(find "both/$finding" -type f -name "$one-*" | wc -l)" = 1 ] || fail "$(find both)"
done

step "an audit without files"
run 0 "$aw" -f odd.audit audit new --number A-2 --title "Nothing" --checklist iso28000-9.2
run 0 "$aw" -f odd.audit export evidence --audit A-2 -o nothing
expect_out "evidence files: 0"
sums nothing

step "a full disk leaves nothing half done"
if tmpfs small 64k; then
    run 73 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o small/out
    expect_err "free some space"
    [ -z "$(ls -A small)" ] || fail "left: $(ls -A small)"
    run 73 "$aw" -f demo.audit export report --audit IA-2026-03 -o there.xlsx --evidence small/out
    [ -z "$(ls -A small)" ] || fail "left: $(ls -A small)"
    [ ! -e there.xlsx ] || fail "a report without its evidence"
else
    echo "  (no small file system can be mounted here)"
fi

step "what a killed program left goes with the next"
mkdir -p again.unfinished-aB3dE6/F-1
: >again.unfinished-aB3dE6/F-1/half.jpg
: >again.unfinished-aB3dE6/.auditwalk-unfinished
run 0 "$aw" -f demo.audit export evidence --audit IA-2026-03 -o again
sums again
left_over

step "from the screen"
start 80x24 "$aw" demo.audit
wait_for "IA-2026-03"
press E "Workbook"
wait_for "Evidence folder"
not_on_screen "Evidence up to" || fail "a level without a folder"
keys BTab BTab
type_text "beside-2"
wait_for "Evidence up to"
keys C-s
wait_for "files: 2, left out: 0"
keys Enter
sums beside-2
cmp report.xlsx IA-2026-03-report.xlsx || fail "the workbook of the screen is another one"
keys Q
wait_exit 0
