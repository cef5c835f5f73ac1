#!/bin/sh
# translations.sh - every message of the program is in every catalog, translated and not fuzzy. The texts of the
# demo organization are English only so far.
set -eu

top=${top_srcdir:-$(cd "${0%/*}/.." && pwd)}
if ! command -v xgettext >/dev/null 2>&1; then
    echo "SKIP: gettext is not installed"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

cd "$top"
# shellcheck disable=SC2046 # names without blanks
xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --output="$work/all.pot" \
    $(find src -name '*.[ch]' ! -path 'src/exchange/demo*' ! -name schema_data.c | LC_ALL=C sort)

result=0
for catalog in po/*.po; do
    if ! msgcmp "$catalog" "$work/all.pot" >"$work/missing" 2>&1; then
        echo "$catalog lacks messages (make update-po, then translate):"
        cat "$work/missing"
        result=1
    fi
    if ! msgfmt --check --output-file=/dev/null "$catalog"; then
        result=1
    fi
    if [ -n "$(msgattrib --only-fuzzy --no-obsolete "$catalog")" ]; then
        echo "$catalog has fuzzy messages"
        result=1
    fi
done

# The test must be able to fail: a catalog without one message is refused.
msgattrib --no-obsolete po/zh_CN.po | sed '/^msgid "Conforming"/,/^$/d' >"$work/short.po"
if msgcmp "$work/short.po" "$work/all.pot" >/dev/null 2>&1; then
    echo "a missing message was not noticed"
    result=1
fi
exit $result
