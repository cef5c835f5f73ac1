#!/bin/bash
# packages.sh - making a package and looking into it, from the command line.
#
# What is merged of them is team.sh's. Whatever is refused says why in one line, and neither the audit
# file nor an older package is changed.
# shellcheck source=lib.sh disable=SC2016
. "${0%/*}/lib.sh"

extra_env=("AUDITWALK_PERSON=Li Na")
aw=$AUDITWALK

one_line() {
    [ "$(wc -l <"$work/err")" -eq 1 ] || {
        print_run >&2
        fail "not one line on standard error: $ran"
    }
    expect_err "auditwalk: "
}

sum_of() {
    if [ -f "$1" ]; then
        sha256sum <"$1"
    fi
}

# refused STATUS TEXT ARGUMENT...: ends so, says TEXT, and changes neither file nor package.
refused() {
    local status=$1 text=$2 before
    shift 2
    before=$(sum_of demo.audit)$(sum_of all.awpack)$(ls -A)
    run "$status" "$aw" "$@"
    one_line
    expect_err "$text"
    [ "$(sum_of demo.audit)$(sum_of all.awpack)$(ls -A)" = "$before" ] ||
        fail "something changed: $ran"
}

ok() {
    run 0 "$aw" "$@"
    [ -z "$err" ] || {
        print_run >&2
        fail "a message without need: $ran"
    }
}

json() {
    python -c 'import json, sys; print(eval(sys.argv[2], {"j": json.load(open(sys.argv[1], encoding="utf-8"))}))' \
        "$work/out" "$1"
}

expect_json() {
    [ "$(json "$1")" = True ] || {
        print_run >&2
        fail "not so: $1"
    }
}

echo "correct horse battery staple" >secret
echo "correct horse battery stable" >wrong
echo "short" >short
ok demo demo.audit
extra_env+=("AUDITWALK_FILE=demo.audit")

# ---- making one ---------------------------------------------------------------------------------

step "nobody else is accepted yet: both ways out are told"
refused 64 "no other laptop is accepted" package create -o all.awpack
expect_err "--passphrase-file"
expect_err "team accept"
refused 64 "--output is missing" package create
refused 64 "do not go together" package create -o all.awpack --to "Li Na" --passphrase-file secret
refused 64 "there is no laptop" package create -o all.awpack --to nobody
refused 64 "too short" package create -o all.awpack --passphrase-file short
refused 66 "absent" package create -o all.awpack --passphrase-file absent
refused 64 "IA-2026-99" package create -o all.awpack --passphrase-file secret --audit IA-2026-99

step "all of it, with a passphrase"
ok package create -o all.awpack --passphrase-file secret
expect_match '^all\.awpack  packed: saves [0-9]+, files 3 \([0-9]+ bytes\), size [0-9]+ bytes$'
expect_match '^Fingerprint of this laptop: ([0-9a-z]{4}-){6}[0-9a-z]{4}$'
expect_out "Opens with the passphrase, and on this laptop"
[ "$(stat -c %a all.awpack)" = 600 ] || fail "a package must be of mode 600"
[ "$(find . -name '*.awpack*' | wc -l)" -eq 1 ] || fail "a temporary file is left"
grep -aqE 'Calderhaven|Li Na|fence' all.awpack && fail "a package can be read without its key"

step "as JSON"
ok package create -o all.awpack --passphrase-file secret --json
expect_json 'j["path"] == "all.awpack" and j["passphrase"] and len(j["receivers"]) == 1'
expect_json 'j["receivers"][0] == j["fingerprint"] and j["objects"] == 3'
hash=$(json 'j["hash"]')
saves=$(json 'j["saves"]')
[ "$(b2sum -l 256 all.awpack | cut -d' ' -f1)" = "$hash" ] || fail "the hash is not the file's"
[ "$(stat -c %s all.awpack)" = "$(json 'j["bytes"]')" ] || fail "the size is not the file's"

step "one audit"
ok package create -o one.awpack --passphrase-file secret --audit IA-2026-03 --json
[ "$(json 'j["saves"]')" -lt "$saves" ] || fail "one audit has as many saves as all"
ok package show one.awpack --json
expect_json '[a["number"] for a in j["audits"]] == ["IA-2026-03"]'
expect_json 'not j["complete"] and not j["every_audit"] and j["since"] is None'
expect_json 'len({h["audit"] for h in j["heads"]}) == 2'

step "what is new since"
run 0 "$aw" package create -o new.awpack --since all.awpack --passphrase-file secret
one_line
expect_err "nothing is new"
ok assess --audit IA-2026-03 8.4-c minor --note "since then"
ok package create -o new.awpack --since all.awpack --to "Li Na"
expect_out "saves 1, files 0"
expect_out "Opens on this laptop only"
ok package show new.awpack --json
expect_json "j['since'] == '$hash' and j['saves'] == 1 and not j['complete'] and j['every_audit']"
refused 66 "absent" package create -o next.awpack --since absent --to "Li Na"
refused 65 "no package" package create -o next.awpack --since secret --to "Li Na"
head -c 500 all.awpack >cut.awpack
refused 65 "truncated" package create -o next.awpack --since cut.awpack --to "Li Na"

step "other files are not written over"
refused 64 "is the audit file that is open" package create -o demo.audit --passphrase-file secret
refused 64 "is the audit file that is open" package create -o next.awpack --to "Li Na" \
    --since demo.audit
refused 73 "exists and is no package" package create -o secret --passphrase-file secret
refused 73 "" package create -o no/such/place.awpack --passphrase-file secret
mkdir directory
refused 73 "directory" package create -o directory --passphrase-file secret

step "a full disk"
before=$(sum_of all.awpack)$(ls -A)
(ulimit -f 1 && trap '' XFSZ &&
    run 74 "$aw" package create -o all.awpack --passphrase-file secret) || exit 1
[ "$(sum_of all.awpack)$(ls -A)" = "$before" ] || fail "the old package is not as it was"

# ---- looking into one ---------------------------------------------------------------------------

extra_env=()
step "show, on the laptop that made it"
ok package show all.awpack
expect_out "all.awpack  package of Calderhaven Container Terminals"
expect_match '^From: Li Na, '
expect_match '^Fingerprint: ([0-9a-z]{4}-){6}[0-9a-z]{4}$'
expect_out "Holds: everything its sender had"
expect_out "Audit: IA-2026-03  Harbour terminal"
expect_out "Sealed: with a passphrase"
expect_out "BLAKE2b-256: $hash"
expect_match '^\(programme\) '
ok package show one.awpack
expect_out "Holds: only the programme and the audits below"
ok package show new.awpack
expect_out "Holds: only what is new since package ${hash:0:16}"
expect_out "Sealed: for laptops: 1"

step "show, on another laptop"
use_person visitor
refused 77 "sealed with a passphrase" package show all.awpack
expect_err "--passphrase-file"
refused 77 "does not open all.awpack" package show all.awpack --passphrase-file wrong
refused 77 "not sealed for this laptop" package show new.awpack
ok package show all.awpack --passphrase-file secret
expect_out "From: Li Na, "
ok package show all.awpack --passphrase-file secret --json
expect_json "j['hash'] == '$hash' and j['passphrase'] and j['receivers'] == 0"

step "show, what is no package, not whole or not a file"
refused 66 "absent.awpack" package show absent.awpack
refused 65 "no package of auditwalk" package show demo.audit
refused 66 "it is a device" package show /dev/null
refused 65 "truncated after 500 bytes" package show cut.awpack
refused 66 "directory" package show directory
mkfifo pipe
refused 66 "FIFO" package show pipe
cp all.awpack flip.awpack
printf 'x' | dd of=flip.awpack bs=1 seek=5000 conv=notrunc status=none
refused 65 "damaged" package show flip.awpack --passphrase-file secret
refused 65 "damaged" package show flip.awpack --passphrase-file wrong
cp all.awpack newer.awpack
printf 'AWPACK2' | dd of=newer.awpack conv=notrunc status=none
refused 65 "newer version" package show newer.awpack
refused 64 "PACKAGE is missing" package show
refused 64 "package knows: create, show" package
