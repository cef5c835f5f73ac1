#!/bin/bash
# docs.sh - the manual page, the help and the table of commands say the same.
#
# The sections COMMANDS and OPTIONS of man/auditwalk.1 are made from the table; GENERATE=1 rewrites
# them. Needs no terminal.
# shellcheck source=lib.sh
. "${0%/*}/lib.sh"

page=$top_srcdir/man/auditwalk.1
begin='.\" made by auditwalk help --manual: begin'
end='.\" made by auditwalk help --manual: end'

step "the generated sections of $page"
run 0 "$AUDITWALK" help --manual
if [ -n "${GENERATE-}" ]; then
    { sed "/^${begin//\\/\\\\}\$/q" "$page" && cat "$work/out" &&
        sed -n "/^${end//\\/\\\\}\$/,\$p" "$page"; } >"$work/page" || fail "can't make the page"
    cat "$work/page" >"$page"
fi
sed -n "/^${begin//\\/\\\\}\$/,/^${end//\\/\\\\}\$/p" "$page" | sed '1d;$d' >"$work/sections"
diff -u "$work/sections" "$work/out" >&2 ||
    fail "$page is not what the commands are (GENERATE=1 $0 rewrites it)"

template=$top_srcdir/man/auditwalk-template.5
step "the sheets and columns of $template"
run 0 "$AUDITWALK" template columns
# Sheets are keys at the second level, columns entries of lists; what they are called stands behind.
awk '
    /^  #/ { sub(/^  # /, ""); title = $0; next }
    /^  [a-z_]+:/ { end(); sub(/:$/, "", $1); printf ".TP\n.B %s\n%s:\n", $1, title; next }
    /^      - / { line = line (line == "" ? "" : ",\n") $2 }
    function end() { if (line != "") print line "."; line = "" }
    END { end() }
' "$work/out" >"$work/columns"
[ "$(wc -l <"$work/columns")" -gt 100 ] || fail "template columns has too few lines"
begin='.\" made by auditwalk template columns: begin'
end='.\" made by auditwalk template columns: end'
if [ -n "${GENERATE-}" ]; then
    { sed "/^${begin//\\/\\\\}\$/q" "$template" && cat "$work/columns" &&
        sed -n "/^${end//\\/\\\\}\$/,\$p" "$template"; } >"$work/page" || fail "can't make the page"
    cat "$work/page" >"$template"
fi
sed -n "/^${begin//\\/\\\\}\$/,/^${end//\\/\\\\}\$/p" "$template" | sed '1d;$d' >"$work/sections"
diff -u "$work/sections" "$work/columns" >&2 ||
    fail "$template has other columns than the workbooks (GENERATE=1 $0 rewrites it)"

step "every command and option is in the page"
sed 's/\\-/-/g; s/\\ / /g; s/\\&//g; s/"//g' "$page" >"$work/plain"
run 0 "$AUDITWALK" help --words
cp "$work/out" "$work/table"
[ "$(wc -l <"$work/table")" -gt 40 ] || fail "help --words has too few lines"
while IFS= read -r line; do
    name=${line%%$'\t'*}
    rest=${line#*$'\t'}
    option=${rest%%$'\t'*}
    if [ -n "$name" ]; then
        grep -qF ".SS $name" "$work/plain" || fail "$page lacks the command $name"
    fi
    if [ -n "$option" ]; then
        sed -n "/^\.S[SH] ${name:-OPTIONS}\$/,/^\.S[SH]/p" "$work/plain" |
            grep -qE -- "(^|[ B,])$option( |\$)" || fail "$page lacks $option of ${name:-all commands}"
    fi
done <"$work/table"

step "every command and option is in the help"
run 0 "$AUDITWALK" help --all
cp "$work/out" "$work/all"
while IFS= read -r line; do
    name=${line%%$'\t'*}
    rest=${line#*$'\t'}
    option=${rest%%$'\t'*}
    grep -qE "^    (auditwalk )?$name( |\$)" "$work/all" || fail "help --all lacks $name"
    if [ -n "$option" ]; then
        grep -qE -- "^    (-., )?$option( |\$)" "$work/all" || fail "help --all lacks $option"
    fi
    if [ -n "$name" ] && [ -z "$option" ]; then
        # shellcheck disable=SC2086 # a command may be two words
        run 0 "$AUDITWALK" $name --help
        cp "$work/out" "$work/help"
        # shellcheck disable=SC2086
        run 0 "$AUDITWALK" help $name
        cmp -s "$work/help" "$work/out" || fail "$name --help and help $name differ"
        awk 'length > 79 { exit 1 }' "$work/help" || fail "$name --help is wider than 79"
    fi
done <"$work/table"

step "keys of the configuration are in their page"
keys=$(sed -n 's/^ *{"\([a-z-]*\)", take_.*/\1/p' "$top_srcdir/src/cli/config.c")
[ -n "$keys" ] || fail "no keys found in src/cli/config.c"
for key in $keys; do
    sed 's/\\-/-/g' "$top_srcdir/man/auditwalk-config.5" | grep -q "^\.BI $key " ||
        fail "auditwalk-config.5 lacks $key"
done

step "the pages format without a warning"
if command -v groff >/dev/null; then
    for file in "$top_srcdir"/man/*.[15]; do
        groff -man -Kutf8 -Tutf8 -ww -z "$file" 2>"$work/groff"
        if [ -s "$work/groff" ]; then
            cat "$work/groff" >&2
            fail "$file"
        fi
    done
fi
