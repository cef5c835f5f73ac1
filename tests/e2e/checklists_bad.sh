#!/bin/bash
# checklists_bad.sh - checklist files that are hostile or damaged: one clear line, status 65, nothing
# imported, in bounded memory and without hanging.
# shellcheck source=lib.sh disable=SC2016
. "${0%/*}/lib.sh"

aw=$AUDITWALK
mine=$home/.local/share/auditwalk

# 200 MB of addresses are far more than the memory that is used; sanitizers need terabytes of them, and
# say so in a report that must not be taken for one of a fault.
limit='ulimit -v 200000;'
if ! env -u ASAN_OPTIONS -u UBSAN_OPTIONS bash -c "$limit"' exec "$0" --version' "$aw" >/dev/null 2>&1; then
    limit=
fi

# bad FILE CODE [ARGUMENT...]: import refuses FILE with a message that has CODE.
bad() {
    local file=$1 code=$2
    shift 2
    run 65 timeout 20 bash -c "$limit"' exec "$0" checklist import "$@"' "$aw" "./$file" "$@"
    [ "$(wc -l <"$work/err")" -eq 1 ] || {
        print_run >&2
        fail "not one line on standard error: $file"
    }
    expect_err "auditwalk: "
    expect_err "$code"
    [ ! -s "$work/out" ] || fail "something on standard output: $file"
    [ ! -e "$mine" ] || fail "$file left something behind"
}

# repeat COUNT TEXT: on standard output, without newlines of its own.
repeat() {
    head -c "$1" /dev/zero | sed "s/\\x00/$2/g"
}

head='format: "1"\nid: big\nversion: "1"\ntitle: Big\nitems:\n'
table='kind,id,clause,ref,ask,title,format,version\nchecklist,big,,,,Big,1,1\n'

step "YAML: too large, too deep, too many"
head -c 52428800 /dev/zero | tr '\0' '#' >large.yaml
bad large.yaml "too large"
repeat 1000 '[' >deep.yaml
bad deep.yaml "error E1"
{ printf 'a: &a [x,x]\n' && for i in {b..z}; do echo "$i: &$i [*a,*a,*a,*a,*a,*a,*a,*a]"; done; } >aliases.yaml
bad aliases.yaml "error E1"
{ printf "$head" && printf -- '- {id: a, clause: "1", ask: [' && repeat 4000000 'a,'; } >many.yaml
bad many.yaml "error E1"
{ repeat 3000000 'a: b\n'; } >keys.yaml
bad keys.yaml "error E104"
{ printf "$head" && printf -- '- {id: a, clause: "1", ask: "' && repeat 15000000 x; } >open.yaml
bad open.yaml "error E122"

step "YAML: no text, another encoding"
head -c 300000 /dev/urandom >noise.yaml
bad noise.yaml "error E10"
printf "$head" | iconv -f UTF-8 -t UTF-16 >utf16.yaml
bad utf16.yaml "error E103"
printf "$head"'- {id: a, clause: "1", ask: "\xc4\xe3"}\n' >gbk.yaml
bad gbk.yaml "error E101"
printf "$head"'- {id: a, clause: "1", ask: "a\0b"}\n' >zero.yaml
bad zero.yaml "error E102"

step "YAML: damaged contents"
printf "$head"'- {id: a, clause: "1", ask: One?}\n- {id: a, clause: "1", ask: Two?}\n' >twice.yaml
bad twice.yaml "twice.yaml:7:8: error E111"
printf "$head"'- {id: a, clause: 8.10, ask: One?}\n' >number.yaml
bad number.yaml "number.yaml:6:19: error E109"
printf "$head"'- {id: a, clause: "8.1", ref: "8.10-a", ask: One?}\n' >changed.yaml
bad changed.yaml "did a spreadsheet turn 8.10 into 8.1?"

step "CSV"
head -c 52428800 /dev/zero | tr '\0' ',' >large.csv
bad large.csv "too large"
{ printf "$table" && printf 'item,a,1,,"' && repeat 15000000 x; } >open.csv
bad open.csv "open.csv:3:11: error E130"
{ printf "$table" && repeat 4000000 'a,b\n'; } >rows.csv
bad rows.csv "error E108"
{ repeat 3000000 'kind,'; } >wide.csv
bad wide.csv "error E121"
head -c 300000 /dev/urandom >noise.csv
bad noise.csv "error E10"
printf "$table" | iconv -f UTF-8 -t UTF-16 >utf16.csv
bad utf16.csv "error E103"
printf "$table"'item,a\0,1,,One?\n' >zero.csv
bad zero.csv "zero.csv:3:7: error E102"
printf "$table"'item,a,8.1,8.10-a,One?\n' >changed.csv
bad changed.csv "did a spreadsheet turn 8.10 into 8.1?"
printf "$table"'item,a,08. Apr,8.4-a,One?\n' >date.csv
bad date.csv "date.csv:3:8: error E113"
printf "$table"'item,a,1,,One?\nitem,a,1,,Two?\n' >twice.csv
bad twice.csv "twice.csv:4:6: error E111"
printf 'Date;Amount\n1;2\n' >other.txt
bad other.txt "error E10" --as csv

step "overlays"
{ printf 'format: "1"\noverlay: iso28000-2022\ntext:\n' && repeat 3000000 '  a: x\n'; } | head -c 16000000 >many.overlay.yaml
bad many.overlay.yaml "error E1"
printf 'format: "1"\noverlay: no-such-list\ntext: {a: b}\n' >nowhere.yaml
bad nowhere.yaml "error E132"
