#!/bin/bash
# team_faults.sh - what goes wrong between laptops: every row of the table of faults of the design.
#
#   kill -9 at any write, power cut .. "kill -9"; power cuts: tests/store
#   disk full, I/O error ............. "a full disk", "a limit on the size of files"
#   truncated, flipped, replayed ..... "truncated", "flipped", "replayed"
#   clock years off .................. "clocks that are years off"
#   cloned laptop .................... "a cloned laptop"
#   path, size, escapes, bidi, ... ... "hostile texts", "hostile bytes"
#   unknown or revoked signer ........ "unknown" (and team.sh), "a revoked laptop"
#   out of memory .................... "out of memory"
# and of the issue: restored old file, lost package, read-only file, another organization's file.
# shellcheck source=tests/e2e/team_lib.sh disable=SC2154
. "${0%/*}/team_lib.sh"

# The small world: two requirements, so that everything is quick.
cat >"$work/walk.yaml" <<'YAML'
format: "1"
id: walk
version: "1.0.0"
language: en
title: {en: Yard walk}
source: {standard: "ISO 28000:2022"}
items:
  - id: gate-log
    ref: "8.4-1"
    clause: "8.4"
    obligation: shall
    ask: {en: Are gate entries signed?}
  - id: gate-seal
    ref: "8.4-2"
    clause: "8.4"
    obligation: shall
    ask: {en: Are seals checked?}
  - id: fence
    ref: "8.5-1"
    clause: "8.5"
    obligation: shall
    ask: {en: Is the fence whole?}
YAML

# keep NAME / bring_back NAME: all files, homes and packages, as they were.
keep() {
    rm -rf "$work/kept/$1"
    mkdir -p "$work/kept/$1"
    cp -a "$work/files" "$work/home" "$packages" "$work/kept/$1"
}

bring_back() {
    find "$work/files" "$work/home" "$packages" -mindepth 1 -delete
    cp -a "$work/kept/$1/files/." "$work/files"
    cp -a "$work/kept/$1/home/." "$work/home"
    cp -a "$work/kept/$1/packages/." "$packages"
}

# unchanged STATUS TEXT PACKAGE-FILE...: merging them is refused and the file is as before.
unchanged() {
    local status=$1 text=$2
    shift 2
    refused "$status" "$text" merge "$@" "${key[@]}"
}

step "the small world"
as lead
ok new "$file" --organization "Harbour Terminal"
ok audit new --number IA-2026-01 --title Walk --checklist "$work/walk.yaml" --lead "Li Na 李娜"
ok assess 8.5-1 conforming
pack start
for person in wei min; do
    as "$person"
    take start
    fingerprint_of "$person"
    printf -v "${person}_fingerprint" %s "$fingerprint"
    pack "unheard-of-$person"
done
as lead
ok team accept "$wei_fingerprint" --reason "compared at the gate"
ok team accept "$min_fingerprint"
run 0 "$AUDITWALK" team list --json
expect_json "[d['reason'] for d in j if d['fingerprint'] == '$wei_fingerprint'] == ['compared at the gate']"
refused 64 "" team accept "nobody"
refused 64 "--reason" team revoke "$wei_fingerprint"
pack accepted
as wei
take accepted
head -c 200000 /dev/urandom >photo.jpg
ok evidence add --kind photo --title "Gate 2" --ref 8.4-1 --attach photo.jpg
ok finding add --ref 8.4-1 --grade minor --statement "Entries unsigned since Monday"
pack wei
as min
take accepted
ok assess 8.4-1 conforming
pack min
# Sealed to the team, which opens faster than a passphrase does.
ok package create -o "$packages/min-sealed.awpack"
as wei
ok package create -o "$packages/wei-sealed.awpack"
keep world

# ---- what arrives is damaged, foreign or old ----------------------------------------------------

step "truncated"
as lead
size=$(stat -c %s "$packages/wei.awpack")
for length in 0 1 7 8 11 60 200 4000 $((size / 2)) $((size - 65536)) $((size - 1)); do
    head -c "$length" "$packages/wei.awpack" >cut.awpack
    unchanged 65 "cut.awpack" cut.awpack
done

step "flipped"
for where in 0 9 13 40 90 150 300 2000 $((size / 3)) $((size / 2)) $((size - 200)) $((size - 1)); do
    python -c 'import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[int(sys.argv[2])] ^= 1 << int(sys.argv[2]) % 8
open("flip.awpack", "wb").write(data)' "$packages/wei.awpack" "$where"
    make_clean_env
    before=$(digest "$file")
    "${clean_env[@]}" "$AUDITWALK" merge flip.awpack "${key[@]}" >"$work/out" 2>"$work/err"
    status=$?
    ran="merge with byte $where flipped"
    case $status in
    65 | 77) one_line ;; # a flipped salt is a wrong passphrase
    *) print_run >&2 && fail "status $status: $ran" ;;
    esac
    [ "$(digest "$file")" = "$before" ] || fail "the file changed: $ran"
done
{ cat "$packages/wei.awpack" && echo more; } >long.awpack
unchanged 65 "long.awpack" long.awpack

step "no packages, other files"
echo "just a text" >text.awpack
unchanged 65 "text.awpack" text.awpack
unchanged 65 "lead.audit" "$file"
unchanged 65 "" "$work/walk.yaml"
unchanged 66 "absent.awpack" absent.awpack
mkdir folder.awpack
unchanged 66 "folder.awpack" folder.awpack
mkfifo fifo.awpack
unchanged 66 "fifo.awpack" fifo.awpack
echo "another passphrase" >other.secret
refused 77 "passphrase" merge "$packages/wei.awpack" --passphrase-file other.secret
refused 77 "passphrase" merge "$packages/wei.awpack"
refused 66 "absent" merge "$packages/wei.awpack" --passphrase-file absent
refused 64 "PACKAGE" merge "${key[@]}"

step "one bad package among good ones: nothing is merged"
unchanged 65 "cut.awpack" "$packages/min.awpack" cut.awpack "$packages/wei.awpack"
unchanged 66 "absent.awpack" "$packages/min.awpack" "$packages/wei.awpack" absent.awpack
as newcomer
for bad in cut.awpack text.awpack absent.awpack; do
    make_clean_env
    "${clean_env[@]}" "$AUDITWALK" merge "$packages/start.awpack" "$bad" "${key[@]}" \
        >"$work/out" 2>"$work/err" && fail "a bad package was merged"
    [ ! -e "$file" ] || fail "a merge that was refused left a new file"
done
# Trusting the first package's laptop does not trust the next one's.
run 77 "$AUDITWALK" merge "$packages/start.awpack" "$packages/unheard-of-wei.awpack" "${key[@]}"
expect_err "$wei_fingerprint"
[ -z "$(find . -name 'newcomer*')" ] || fail "a merge that was refused left files"
# But it trusts whom that one accepted.
run 0 "$AUDITWALK" merge "$packages/start.awpack" "$packages/wei.awpack" "${key[@]}"
expect_out "New to this file: Wang Wei, "

step "another organization's file"
as other
ok new "$file" --organization "Another Harbour"
ok audit new --number IA-2026-01 --title Walk --checklist "$work/walk.yaml"
pack other
fingerprint_of other
as lead
refused 65 "other.awpack" merge "$packages/other.awpack" "${key[@]}" --accept "$fingerprint"
refused 65 "other.awpack" merge "$packages/wei.awpack" "$packages/other.awpack" "${key[@]}" \
    --accept "$fingerprint"

step "replayed"
take wei min
before=$(digest "$file")
take wei
expect_out "Nothing new"
take start accepted min wei min
expect_out "Nothing new"
[ "$(digest "$file")" = "$before" ] || fail "nothing new, but the file changed"
expect_count 1 findings
as wei
ok finding edit "$(run 0 "$AUDITWALK" findings --json && json "j[0]['number']")" --grade ofi
pack wei2
as lead
take wei2
take wei # the older one, again
expect_out "Nothing new"
run 0 "$AUDITWALK" findings --json
expect_json "j[0]['grade'] == 'ofi'"
all_good lead

# ---- whom to trust ------------------------------------------------------------------------------

step "a revoked laptop"
bring_back world
as lead
take wei
ok team revoke "$wei_fingerprint" --reason "stolen on the train"
expect_out "$wei_fingerprint"
unchanged 77 "revoked" "$packages/wei.awpack" # whoever holds it signs old ones too
as wei
ok assess 8.4-2 major
pack stolen
as lead
unchanged 77 "$wei_fingerprint" "$packages/stolen.awpack"
expect_err "revoked"
expect_count 1 findings # what it wrote before still counts
run 0 "$AUDITWALK" team list --json
expect_json "[(d['revoked'], d['accepted'], d['reason']) for d in j if d['fingerprint'] == '$wei_fingerprint'] == [(True, False, 'stolen on the train')]"
pack revoked
as min
take revoked # the revocation travels
unchanged 77 "revoked" "$packages/stolen.awpack"
all_good lead min
# Through somebody who has not heard of it: what came after the end stays out.
bring_back world
as wei
ok assess 8.4-2 major
pack stolen
as min
take stolen
ok assess 8.5-1 ofi
pack carrier
as lead
take wei
ok team revoke "$wei_fingerprint" --reason "stolen on the train"
ok merge "$packages/carrier.awpack" "${key[@]}" --json
expect_json "j['saves']['refused'] >= 1"
run 0 "$AUDITWALK" status --json
expect_json "j['results']['major'] == 0 and j['results']['ofi'] == 1"
all_good lead

step "a fingerprint that was mistyped"
bring_back world
as lead
refused 64 "" merge "$packages/wei.awpack" "${key[@]}" --accept "k7q2"
refused 64 "" merge "$packages/wei.awpack" "${key[@]}" --accept ""
fingerprint=${wei_fingerprint//-/}
as newcomer
run 73 "$AUDITWALK" -f no/such/place.audit merge "$packages/start.awpack" "${key[@]}"
run 0 "$AUDITWALK" merge "$packages/start.awpack" "${key[@]}"
run 0 "$AUDITWALK" merge "$packages/unheard-of-wei.awpack" "${key[@]}" --accept "${fingerprint^^}"

step "a file that another program has open"
as lead
mkfifo release
python -c 'import sqlite3
c = sqlite3.connect("lead.audit", isolation_level=None)
c.execute("begin immediate")
open("held", "w").close()
open("release").read()
c.execute("rollback")' &
holder=$!
poll 20 test -e held || fail "the other program did not start"
unchanged 75 "lead.audit" "$packages/wei.awpack"
refused 75 "lead.audit" team accept "$wei_fingerprint"
echo >release
wait "$holder" || fail "the other program failed"

# ---- clocks, copies, lost packages --------------------------------------------------------------

step "clocks that are years off"
bring_back world
as wei
AUDITWALK_NOW=2009-01-01T00:00:00.000Z run 0 "$AUDITWALK" assess 8.4-2 minor
AUDITWALK_NOW=2009-01-01T00:01:00.000Z run 0 "$AUDITWALK" package create \
    -o "$packages/past.awpack" "${key[@]}"
as min
AUDITWALK_NOW=2043-01-01T00:00:00.000Z run 0 "$AUDITWALK" assess 8.4-2 ofi
AUDITWALK_NOW=2043-01-01T00:01:00.000Z run 0 "$AUDITWALK" package create \
    -o "$packages/future.awpack" "${key[@]}"
as lead
take past future
expect_out "lock" # the warning
run 0 "$AUDITWALK" team list --json
expect_json "sum(d['clock_suspect'] for d in j) == 2"
run 0 "$AUDITWALK" conflicts --json
expect_json "[(c['kind'], [s['clock_suspect'] for s in c['sides']]) for c in j if c['field'] == 'result' and '8.4 (2)' in c['subject']] == [('opinion', [True, True])]"
run 0 "$AUDITWALK" log --json
expect_json "sum(l['clock_suspect'] for l in j) >= 2"
ok log
all_good lead

step "a cloned laptop"
bring_back world
cp -a "$work/home/wei" "$work/home/wei_clone"
cp wei.audit wei_clone.audit
as wei
ok assess 8.4-2 minor
ok evidence add --kind record --title "Written on the first" --ref 8.4-2
pack first
as wei_clone
ok assess 8.5-1 minor
ok evidence add --kind record --title "Written on the second" --ref 8.5-1
pack second
as lead
take wei min
take first
reject_out "two laptops"
take second
expect_match "[Tt]wo laptops"
run 0 "$AUDITWALK" evidence list
expect_out "Written on the first"
expect_out "Written on the second"
run 0 "$AUDITWALK" team list --json
expect_json "[d['fingerprint'] for d in j if d['cloned']] == ['$wei_fingerprint']"
all_good lead
pack both
as wei
take both
expect_out "a new key now"
reject_out "merge --undo"
run 0 "$AUDITWALK" team list --json
expect_json "j[0]['self'] and j[0]['fingerprint'] != '$wei_fingerprint'"
run 0 "$AUDITWALK" evidence list
expect_out "Written on the second"
ok assess 8.4-1 ofi
all_good wei
fingerprint_of wei
pack renewed
as wei_clone
take both
expect_out "a new key now"
as lead
unchanged 77 "$fingerprint" "$packages/renewed.awpack"
ok merge "$packages/renewed.awpack" "${key[@]}" --accept "$fingerprint"
same_lists lead wei
all_good lead wei wei_clone

step "an older copy of the file is put back"
bring_back world
as wei
cp wei.audit wei.old
ok assess 8.4-2 minor
ok evidence add --kind record --title "Before the accident" --ref 8.4-2
pack before
cp wei.old wei.audit
ok assess 8.5-1 ofi
expect_err "older copy"
ok evidence add --kind record --title "After the accident" --ref 8.5-1
pack after
as lead
take before after wei
run 0 "$AUDITWALK" evidence list
expect_out "Before the accident"
expect_out "After the accident"
expect_count 3 evidence list
pack whole
as wei
take whole
reject_out "a new key now"
same_lists lead wei
all_good lead wei

step "a lost package: the gap waits visibly, and is filled later"
bring_back world
as wei
ok assess 8.4-2 minor
ok package create -o "$packages/part2.awpack" "${key[@]}" --since "$packages/wei.awpack"
ok evidence add --kind record --title "In the third part" --ref 8.4-2
ok package create -o "$packages/part3.awpack" "${key[@]}" --since "$packages/part2.awpack"
as lead
take wei
save_lists lead
cp "$work/lists/lead" "$work/lists/without"
take part3
expect_out "Saves that wait for a package"
expect_out "Waiting saves: "
run 0 "$AUDITWALK" evidence list
reject_out "In the third part"
run 0 "$AUDITWALK" status
expect_out "Waiting saves: "
run 0 "$AUDITWALK" status --json
expect_json "j['waiting_saves'] > 0"
run 0 "$AUDITWALK" team list --json
expect_json "[d['fingerprint'] for d in j if d['waiting'] > 0] == ['$wei_fingerprint']"
all_good lead
take part3
expect_out "Nothing new"
ok assess 8.5-1 ofi # work goes on meanwhile
take part2
expect_out "complete now"
run 0 "$AUDITWALK" evidence list
expect_out "In the third part"
run 0 "$AUDITWALK" status --json
expect_json "j['waiting_saves'] == 0"
pack filled
as wei
take filled
same_lists lead wei
all_good lead wei
# The parts into a new file, in one plan and in the wrong order.
as parts
paths part3 start part2 wei
run 0 "$AUDITWALK" merge "$packages/start.awpack" "$packages/accepted.awpack" "${key[@]}"
ok merge "${awpacks[@]}" "${key[@]}"
run 0 "$AUDITWALK" status --json
expect_json "j['waiting_saves'] == 0 and j['results']['minor'] == 2"

# ---- what a patched program may send ------------------------------------------------------------

# harmless: nothing printed can steer a terminal or hide its direction.
harmless() {
    if LC_ALL=C grep -qP '\x1b|\x07|\xe2\x80\xae|\xe2\x81\xa6|\xc2\x9b' "$work/out" "$work/err"; then
        print_run | cat -v >&2
        fail "control characters are printed: $ran"
    fi
}

step "hostile texts: escapes, bidi controls, paths, formulas"
bring_back world
as wei
python "$e2e_dir/forge.py" wei.audit "$home/.local/share/auditwalk/device" texts || fail "forge"
pack evil
as lead
ok audit edit IA-2026-01 --scope "Of the lead"
take evil
harmless
for list in findings "evidence list" conflicts "conflicts --json" log "log --json" \
    "log IA-2026-01" "findings --json" "evidence list --json" "audits --json" "team list" status \
    "finding duplicates"; do
    # shellcheck disable=SC2086 # words
    run 0 "$AUDITWALK" $list
    harmless
done
expect_count 1 conflicts # the scope
mkdir -p deep/deeper/deepest/saved
for number in $(run 0 "$AUDITWALK" evidence list --json && json "' '.join(e['number'] for e in j)"); do
    run 0 "$AUDITWALK" evidence save "$number" --to deep/deeper/deepest/saved
    harmless
done
[ "$(find deep/deeper/deepest/saved -type f | wc -l)" -eq 2 ] || fail "two files are expected"
[ -z "$(find /tmp "$work" deep/deeper -maxdepth 1 -name 'auditwalk-owned*')" ] ||
    fail "an attachment was written outside of its folder"
ok export register -o register.xlsx
python -c 'import openpyxl, sys
book = openpyxl.load_workbook("register.xlsx")
cells = [c for s in book for row in s.iter_rows() for c in row]
sys.exit(any(c.data_type == "f" and "//x" in str(c.value) for c in cells) or
         not any("HYPERLINK(" in str(c.value) for c in cells))' ||
    fail "a text became a formula, or is not there"
all_good lead

step "hostile bytes: no UTF-8, sizes that lie, another key's signature"
for kind in bytes size; do
    bring_back world
    as wei
    python "$e2e_dir/forge.py" wei.audit "$home/.local/share/auditwalk/device" "$kind" ||
        fail "forge $kind"
    # Our own program does not pass it on; that merging refuses it is in the tests of the store.
    refused 65 "damaged" package create -o "$packages/evil.awpack" "${key[@]}"
    [ ! -e "$packages/evil.awpack" ] || fail "a package that was refused is there"
done
bring_back world
as wei
python "$e2e_dir/forge.py" wei.audit "$home/.local/share/auditwalk/device" stranger || fail "forge"
pack evil
as lead
unchanged 65 "not signed by" "$packages/evil.awpack"
unchanged 65 "not signed by" "$packages/min.awpack" "$packages/evil.awpack"
all_good lead

# ---- places -------------------------------------------------------------------------------------

step "a file that can only be read"
bring_back world
as lead
if tmpfs readonly 8m; then
    cp "$file" readonly/lead.audit
    mount -o remount,ro "$PWD/readonly" || fail "can't remount"
elif [ "$(id -u)" -ne 0 ]; then
    cp "$file" readonly/lead.audit
    chmod 400 readonly/lead.audit
    chmod 500 readonly
fi
if [ -e readonly/lead.audit ]; then
    kept=readonly/lead.audit
    before=$(digest "$kept")
    run 0 "$AUDITWALK" -f "$kept" merge "$packages/wei.awpack" "${key[@]}" --dry-run
    expect_out "A dry run"
    run 73 "$AUDITWALK" -f "$kept" merge "$packages/wei.awpack" "${key[@]}"
    make_clean_env
    "${clean_env[@]}" "$AUDITWALK" -f readonly/new.audit merge "$packages/start.awpack" \
        "${key[@]}" >"$work/out" 2>"$work/err"
    case $? in
    73 | 77) one_line ;; # no place to write, or no right to
    *) print_run >&2 && fail "a new file in a place that can only be read" ;;
    esac
    [ "$(digest "$kept")" = "$before" ] || fail "the file changed"
    chmod 700 readonly 2>/dev/null || umount "$PWD/readonly"
else
    echo "  (no place can be made read-only here)"
fi

step "a full disk"
as wei
head -c 3000000 /dev/urandom >big.jpg
ok evidence add --kind photo --title "Big" --ref 8.4-2 --attach big.jpg
pack big
as lead
save_lists lead
if tmpfs small 3m; then
    cp "$file" small/lead.audit
    cp "$work/lists/lead" "$work/lists/before"
    file=$PWD/small/lead.audit
    extra_env=("AUDITWALK_PERSON=$full_name" "AUDITWALK_FILE=$file")
    run 73 "$AUDITWALK" merge "$packages/big.awpack" "${key[@]}"
    one_line
    save_lists lead
    cmp -s "$work/lists/lead" "$work/lists/before" || fail "a merge that failed left something"
    run 0 "$AUDITWALK" verify
    run 0 "$AUDITWALK" merge "$packages/min.awpack" "${key[@]}"
    run 0 "$AUDITWALK" verify
    run 73 "$AUDITWALK" -f small/new.audit merge "$packages/start.awpack" "$packages/accepted.awpack" \
        "$packages/big.awpack" "${key[@]}"
    [ ! -e small/new.audit ] || fail "a merge that failed left a new file"
    umount "$PWD/small"
else
    echo "  (no small file system can be mounted here)"
fi

step "a limit on the size of files"
bring_back world
as wei
head -c 3000000 /dev/urandom >big.jpg
ok evidence add --kind photo --title "Big" --ref 8.4-2 --attach big.jpg
pack big
as lead
save_lists lead
cp "$work/lists/lead" "$work/lists/before"
blocks=$(($(stat -c %s "$file") / 1024 + 200))
# shellcheck disable=SC2016 # of the inner shell
run 74 bash -c 'ulimit -f "$1"; shift; exec "$@"' - "$blocks" "$AUDITWALK" merge \
    "$packages/big.awpack" "${key[@]}"
one_line
save_lists lead
cmp -s "$work/lists/lead" "$work/lists/before" || fail "a merge that failed left something"
all_good lead
take big
all_good lead

# ---- the end comes suddenly ---------------------------------------------------------------------

# swept: no temporary file is left beside the audit file.
swept() {
    [ -z "$(find . -name 'lead.audit*' ! -name lead.audit ! -name 'lead.audit.before-merge' \
        ! -name 'lead.audit.before-merge-2' ! -name 'lead.audit.undone-merge')" ] ||
        fail "temporary files are left: $(ls)"
}

# before_or_after PERSON: the lists are those before the merge or those after it.
before_or_after() {
    save_lists "$1"
    if cmp -s "$work/lists/$1" "$work/lists/before"; then
        state=before
    elif cmp -s "$work/lists/$1" "$work/lists/after"; then
        state=after
    else
        diff -u "$work/lists/before" "$work/lists/$1" >&2
        fail "neither the state before nor the one after the merge"
    fi
}

step "kill -9 during a merge, anywhere"
bring_back world
as lead
save_lists lead
cp "$work/lists/lead" "$work/lists/before"
paths wei-sealed min-sealed
cp "$file" whole.audit
started=${EPOCHREALTIME/[.,]/}
run 0 "$AUDITWALK" -f whole.audit merge "${awpacks[@]}"
taken=$((${EPOCHREALTIME/[.,]/} - started))
run 0 "$AUDITWALK" -f whole.audit verify
file=$PWD/whole.audit
extra_env=("AUDITWALK_PERSON=$full_name" "AUDITWALK_FILE=$file")
save_lists lead
cp "$work/lists/lead" "$work/lists/after"
! cmp -s "$work/lists/before" "$work/lists/after" || fail "the merge brought nothing"
bring_back world
as lead
killed=0
merged=0
for ((i = 0; i < ${KILLS:-40}; i++)); do
    bring_back world
    make_clean_env
    "${clean_env[@]}" "$AUDITWALK" merge "${awpacks[@]}" >/dev/null 2>&1 &
    victim=$!
    sleep "$(printf '0.%06d' $((taken * (RANDOM % 1000) / 1000 % 1000000)))"
    kill -KILL "$victim" 2>/dev/null && killed=$((killed + 1))
    wait "$victim" 2>/dev/null
    run 0 "$AUDITWALK" verify
    before_or_after lead
    earlier=$merged
    [ "$state" = before ] || merged=$((merged + 1))
    run 0 "$AUDITWALK" merge "${awpacks[@]}"
    before_or_after lead
    [ "$state" = after ] || fail "the merge was not made good after a kill"
    [ "$merged" -gt "$earlier" ] || swept
    run 0 "$AUDITWALK" verify
    reject_err "older copy"
done
[ "$killed" -gt 0 ] || fail "nothing was killed"
echo "  (killed $killed of $i, $merged had merged)"

step "kill -9 while a merge is taken back"
for ((i = 0; i < ${KILLS:-40} / 3; i++)); do
    bring_back world
    run 0 "$AUDITWALK" merge "${awpacks[@]}"
    make_clean_env
    "${clean_env[@]}" "$AUDITWALK" merge --undo >/dev/null 2>&1 &
    victim=$!
    sleep "$(printf '0.%06d' $((taken * (RANDOM % 1000) / 1000 % 1000000)))"
    kill -KILL "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    run 0 "$AUDITWALK" verify
    before_or_after lead
    if [ "$state" = after ]; then
        run 0 "$AUDITWALK" merge --undo --json
        is_json
        before_or_after lead
        [ "$state" = before ] || fail "the merge was not taken back after a kill"
    fi
    run 0 "$AUDITWALK" verify
    run 0 "$AUDITWALK" merge "${awpacks[@]}"
    before_or_after lead
    [ "$state" = after ] || fail "the merge was not made again after it was taken back"
    swept
done

step "kill -9 during the first merge, into a new file"
for ((i = 0; i < ${KILLS:-40} / 4; i++)); do
    as "fresh$i"
    make_clean_env
    "${clean_env[@]}" "$AUDITWALK" merge "$packages/start.awpack" "${key[@]}" >/dev/null 2>&1 &
    victim=$!
    sleep "$(printf '0.%06d' $((taken * (RANDOM % 1000) / 1000 % 1000000)))"
    kill -KILL "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    run 0 "$AUDITWALK" merge "$packages/start.awpack" "${key[@]}"
    run 0 "$AUDITWALK" verify
    run 0 "$AUDITWALK" audits
    expect_out "IA-2026-01"
done

step "out of memory"
if ldd "$AUDITWALK" | grep -q asan; then
    echo "  (an address sanitizer needs all the memory there is)"
else
    bring_back world
    as lead
    failed=0
    for kilobytes in 8000 12000 16000 20000 24000 28000 32000 36000 40000 48000 56000 64000 72000 \
        80000 90000 100000 120000 140000; do
        bring_back world
        make_clean_env
        (
            ulimit -c 0
            ulimit -v "$kilobytes"
            exec "${clean_env[@]}" "$AUDITWALK" merge "${awpacks[@]}"
        ) >"$work/out" 2>"$work/err"
        status=$?
        [ "$status" -eq 0 ] || failed=$((failed + 1))
        [ "$status" -ne 139 ] || fail "a crash with $kilobytes KiB"
        run 0 "$AUDITWALK" verify
        before_or_after lead
    done
    [ "$failed" -gt 0 ] || fail "memory was enough everywhere"
fi
