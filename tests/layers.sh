#!/bin/sh
# layers.sh - the house keeps its order.
#
#     tests/layers.sh          checks src/, after proving on a copy that it finds each violation
#     tests/layers.sh DIR      checks DIR/src only
#
# base <- core <- store <- exchange <- ui <- cli: a room includes itself and those to its left. The
# terminal is known to ui alone, SQLite and SQL to store, YAML and JSON to exchange, xlsxwriter.h to
# the workbook files.
set -eu

# check_tree DIR: prints violations as FILE:LINE: text; true if there are none.
check_tree() {
    (
        cd "$1" || exit 2
        # shellcheck disable=SC2016 # the dollars are awk's
        find src -name '*.[ch]' ! -name schema_data.c ! -name demo_files.c | LC_ALL=C sort | LC_ALL=C xargs awk '
            function complain(line, text)
            {
                print FILENAME ":" line ": " text
                bad = 1
            }

            # One string literal, adjacent ones joined.
            function end_literal()
            {
                if (literal ~ /(^|[^A-Za-z])(SELECT[ (].*FROM|INSERT (OR [A-Z]+ )?INTO|UPDATE .*SET|DELETE FROM|PRAGMA|CREATE (TEMP |UNIQUE |VIRTUAL )?(TABLE|INDEX|VIEW|TRIGGER))([^A-Za-z]|$)/ &&
                    room ~ /^(core|exchange|ui|cli)$/)
                    complain(literal_line, "SQL outside src/store")
                literal = ""
            }

            # What is code, what text: comments may talk of SELECT.
            function scan(line,    i, c, two, n)
            {
                n = length(line)
                for (i = 1; i <= n; i++) {
                    c = substr(line, i, 1)
                    if (state == "comment") {
                        if (c == "*" && substr(line, i + 1, 1) == "/") {
                            state = "code"
                            i++
                        }
                    } else if (state == "string" || state == "character") {
                        if (c == "\\") {
                            if (state == "string")
                                literal = literal " "
                            i++
                        } else if (c == (state == "string" ? "\"" : "\047"))
                            state = "code"
                        else if (state == "string")
                            literal = literal c
                    } else {
                        two = substr(line, i, 2)
                        if (two == "//")
                            return
                        if (two == "/*") {
                            state = "comment"
                            i++
                        } else if (c == "\"") {
                            state = "string"
                            if (literal == "")
                                literal_line = FNR
                        } else {
                            if (c != " " && c != "\t" && literal != "")
                                end_literal()
                            if (c == "\047")
                                state = "character"
                        }
                    }
                }
            }

            function check_include(line,    name, first)
            {
                if (!match(line, /[<"][^>"]+[>"]/)) {
                    complain(FNR, "include of a macro")
                    return
                }
                name = substr(line, RSTART + 1, RLENGTH - 2)
                first = name
                sub(/\/.*/, "", first)
                if (substr(line, RSTART, 1) == "\"" && name != "config.h") {
                    if (!(first in level) || first == name)
                        complain(FNR, "include \"" name "\" names no room, write \"ROOM/FILE.h\"")
                    else if (level[first] > level[room])
                        complain(FNR, room " includes " name ", which is above it")
                } else if ((first in level) && first != name)
                    complain(FNR, "include <" name ">: write \"" name "\"")
                if (name ~ /(^|\/)(n?curses|panel|menu|form|term|cursesw|panelw)\.h$/ && room != "ui")
                    complain(FNR, name " outside src/ui")
                if (name ~ /(^|\/)sqlite3[a-z]*\.h$/ && room != "store")
                    complain(FNR, name " outside src/store")
                if (name ~ /(^|\/)xlsxwriter(\.h$|\/)/ && FILENAME !~ /^src\/exchange\/workbook[^\/]*$/)
                    complain(FNR, name " outside src/exchange/workbook*")
                if (name ~ /(^|\/)(yaml|csv|jansson)\.h$/ && room != "exchange")
                    complain(FNR, name " outside src/exchange")
            }

            BEGIN {
                rooms = split("base core store exchange ui cli", order, " ")
                for (i = 1; i <= rooms; i++)
                    level[order[i]] = i
            }

            FNR == 1 {
                if (files++ && literal != "")
                    end_literal()
                state = "code"
                literal = ""
                split(FILENAME, part, "/")
                room = part[2]
                if (!(room in level))
                    complain(1, "src/" room " is no room of the house")
                if (part[3] == "config.h")
                    complain(1, "hides the config.h of configure from its room, name it otherwise")
            }

            state == "code" && /^[ \t]*#[ \t]*include/ {
                check_include($0)
                next
            }

            { scan($0) }

            END { exit bad }
        '
    )
}

# ---- self-test ----------------------------------------------------------------------------------

work=
cleanup() {
    if [ -n "$work" ]; then
        rm -rf "$work"
    fi
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "layers: self-test: $*" >&2
    exit 1
}

# plant FILE EXPECTED: standard input becomes FILE of the copy, the check must fail there.
plant() {
    mkdir -p "$work/${1%/*}"
    cat >"$work/$1"
    if check_tree "$work" >"$work/out"; then
        fail "$1: the violation was not found: $2"
    fi
    if ! grep -qF "$1:" "$work/out" || ! grep -qF "$2" "$work/out"; then
        cat "$work/out" >&2
        fail "$1: expected \"$2\""
    fi
    rm -f "$work/$1"
}

# allow FILE: standard input becomes FILE of the copy, the check must pass.
allow() {
    mkdir -p "$work/${1%/*}"
    cat >"$work/$1"
    if ! check_tree "$work" >"$work/out"; then
        cat "$work/out" >&2
        fail "$1: refused"
    fi
    rm -f "$work/$1"
}

self_test() {
    work=$(mktemp -d)
    for room in base core store exchange ui cli; do
        mkdir -p "$work/src/$room"
    done
    echo '#include "base/ok.h"' >"$work/src/cli/main.c"

    allow src/base/zz.c <<'C'
#include "config.h"
#include "base/err.h"
#include <string.h>
C
    allow src/cli/zz.c <<'C'
#include "ui/app.h"
/* SELECT x FROM y; " PRAGMA */
// DELETE FROM z
static const char q = '"'; /* INSERT INTO t */
const char *s = "Select a finding from the list, then update and set it";
const char *t = "SELECT", *u = "FROM";
C
    allow src/exchange/workbook_zz.c <<'C'
#include <xlsxwriter.h>
#include <yaml.h>
C
    allow src/store/zz.c <<'C'
#include <sqlite3.h>
static const char *q = "SELECT a FROM b";
C
    allow src/ui/zz.c <<'C'
#include <curses.h>
#include <panel.h>
C

    echo '#include "core/code.h"' | plant src/base/zz.c 'base includes core/code.h'
    echo '#include "store/store.h"' | plant src/core/zz.h 'core includes store/store.h'
    echo '#  include "exchange/export.h"' | plant src/store/zz.c 'store includes exchange/export.h'
    echo '#include "ui/app.h"' | plant src/exchange/zz.c 'exchange includes ui/app.h'
    echo '#include "cli/cli.h"' | plant src/ui/zz.c 'ui includes cli/cli.h'
    echo '#include <ui/app.h>' | plant src/core/zz.c 'write "ui/app.h"'
    echo '#include "../ui/app.h"' | plant src/core/zz.c 'names no room'
    echo '#include "app.h"' | plant src/ui/zz.c 'names no room'
    echo '#include <curses.h>' | plant src/cli/zz.c 'curses.h outside src/ui'
    echo '#include <ncursesw/curses.h>' | plant src/base/zz.c 'outside src/ui'
    echo '#include <panel.h>' | plant src/exchange/zz.c 'panel.h outside src/ui'
    echo '#include <sqlite3.h>' | plant src/exchange/zz.c 'sqlite3.h outside src/store'
    echo '#include <xlsxwriter.h>' | plant src/exchange/export.c 'outside src/exchange/workbook*'
    echo '#include <xlsxwriter.h>' | plant src/store/workbook.c 'outside src/exchange/workbook*'
    echo '#include <yaml.h>' | plant src/core/zz.c 'yaml.h outside src/exchange'
    echo '#include <jansson.h>' | plant src/cli/zz.c 'jansson.h outside src/exchange'
    echo 'int x;' | plant src/cli/config.h 'hides the config.h of configure'
    echo 'int x;' | plant src/attic/zz.c 'is no room'
    rmdir "$work/src/attic"
    printf 'const char *q = "SELECT a, b\\n"\n    "  FROM t";\n' |
        plant src/ui/zz.c 'SQL outside src/store'
    echo 'f("INSERT OR REPLACE INTO t VALUES (1)");' | plant src/cli/zz.c 'SQL outside src/store'
    echo 'f("UPDATE finding SET grade = 1");' | plant src/exchange/zz.c 'SQL outside src/store'
    echo 'f("DELETE FROM finding");' | plant src/core/zz.c 'SQL outside src/store'
    echo 'f("PRAGMA foreign_keys");' | plant src/ui/zz.h 'SQL outside src/store'

    # And in a copy of the real sources, so that nothing there hides a violation.
    cp -R "$root/src/." "$work/src/"
    chmod -R u+w "$work/src"
    echo '#include <sqlite3.h>' | plant src/ui/zz.c 'sqlite3.h outside src/store'
    cleanup
    work=
}

if [ $# -gt 0 ]; then
    check_tree "$1"
    exit
fi
root=${top_srcdir:-$(dirname "$0")/..}
self_test
if ! check_tree "$root"; then
    echo "layers: the order of the rooms is broken, see above (CONTRIBUTING.md tells the order)" >&2
    exit 1
fi
echo "layers: the order of the rooms is kept"
