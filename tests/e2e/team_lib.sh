# team_lib.sh - several laptops: each person has a home, a key and an audit file of their own.
# shellcheck shell=bash disable=SC2034,SC2154
#
#     as wei                      what runs now, runs on the laptop of wei, with wei.audit
#     pack wei1                   $packages/wei1.awpack of the own file, sealed with the passphrase
#     take wei1 min1              merge them into the own file
#     same_lists lead wei min     what lists print in JSON is the same in all these files
#
# The clock goes on by a minute with every command of a person, so that times differ.
. "${BASH_SOURCE[0]%/*}/lib.sh"

packages=$work/packages
secret=$work/secret
key=(--passphrase-file "$secret")
minute=0
mkdir -p "$packages"
echo "correct horse battery" >"$secret"

as() {
    use_person "$1"
    file=$work/files/$1.audit
    kept=$file
    case $1 in
    lead*) full_name="Li Na 李娜" ;;
    wei*) full_name="Wang Wei" ;;
    min*) full_name="Zhao Min" ;;
    *) full_name="Sun Jie" ;;
    esac
    extra_env=("AUDITWALK_PERSON=$full_name" "AUDITWALK_FILE=$file")
}

tick() {
    minute=$((minute + 1))
    AUDITWALK_NOW=$(printf '2026-03-12T%02d:%02d:00.000Z' $((6 + minute / 60)) $((minute % 60)))
}

# ok ARGUMENT...: a command of the person ends well.
ok() {
    tick
    run 0 "$AUDITWALK" "$@"
}

pack() {
    local name=$1
    shift
    ok package create -o "$packages/$name.awpack" "${key[@]}" "$@"
}

# paths NAME...: sets awpacks.
paths() {
    local name
    awpacks=()
    for name in "$@"; do
        awpacks+=("$packages/$name.awpack")
    done
}

take() {
    paths "$@"
    ok merge "${awpacks[@]}" "${key[@]}"
}

# fingerprint_of PERSON: of the laptop, as its own screen shows it.
fingerprint_of() {
    local me=$person
    as "$1"
    run 0 "$AUDITWALK" team list --json
    fingerprint=$(json "[d['fingerprint'] for d in j if d['self']][0]")
    as "$me"
}

# new_number ARGUMENT...: the number that evidence add or finding add prints first.
new_number() {
    ok "$@"
    number=${out%% *}
}

lists=(conflicts findings "evidence list" audits "finding duplicates")

# save_lists NAME: the lists of the own file in $work/lists/NAME.
save_lists() {
    local list
    mkdir -p "$work/lists"
    : >"$work/lists/$1"
    for list in "${lists[@]}" "status --audit IA-2026-01"; do
        # shellcheck disable=SC2086 # words
        run 0 "$AUDITWALK" $list --json
        { echo "== $list" && cat "$work/out"; } >>"$work/lists/$1"
    done
}

same_lists() {
    local first=$1 other me=$person
    as "$first"
    save_lists "$first"
    shift
    for other in "$@"; do
        as "$other"
        save_lists "$other"
        diff -u "$work/lists/$first" "$work/lists/$other" >&2 ||
            fail "the lists of $first and $other differ"
    done
    as "$me"
}

# all_good PERSON...: verify finds nothing in their files.
all_good() {
    local other me=$person
    for other in "$@"; do
        as "$other"
        run 0 "$AUDITWALK" verify
        expect_out " good: "
    done
    as "$me"
}

# count LIST-COMMAND...: how many lines its JSON has.
count() {
    run 0 "$AUDITWALK" "$@" --json
    json "len(j)"
}

# expect_count NUMBER LIST-COMMAND...
expect_count() {
    local expected=$1 found
    shift
    found=$(count "$@")
    if [ "$found" -ne "$expected" ]; then
        print_run >&2
        fail "$person has $found, expected $expected: $*"
    fi
}
