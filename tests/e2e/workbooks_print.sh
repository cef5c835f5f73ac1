#!/bin/bash
# workbooks_print.sh - printed by LibreOffice, no text of a workbook is cut: the last words of long cells are
# there, in English, Chinese and both, and no page is empty.
#
# A cell that is too low or a column that is not printed loses its last words first. Ends with status 77
# where LibreOffice or pdftotext is not installed. KEEP=1 leaves workbooks and PDFs to look at.
# shellcheck source=lib.sh disable=SC2086
. "${0%/*}/lib.sh"

for program in soffice pdftotext pdfinfo; do
    command -v "$program" >/dev/null || skip "$program is not installed"
done
aw=$AUDITWALK
python=${PYTHON3:-/usr/bin/python3}
extra_env=("AUDITWALK_PERSON=Li Na" "AUDITWALK_NOW=2026-11-23T14:32:07.000Z")

# words LANGUAGE COUNT: a long text, so that its lines are many and break where they like.
words() {
    local text="" i
    for ((i = 1; i <= $2; i++)); do
        if [ "$1" = zh ]; then
            text+="大门岗第${i}班值班员登记外来车辆时漏记了驾驶员证件号码，"
        else
            text+="At gate $i the guard on duty wrote the plate down but neither the driver nor the time; "
        fi
    done
    echo "$text"
}

step "an audit with long texts everywhere"
run 0 "$aw" new long.audit --organization "Harbour Co 港口公司"
run 0 "$aw" --file long.audit audit new --number A-1 --title "Long texts" --checklist iso28000-2022 --site Terminal
# Each text ends in a word that stands nowhere else.
markers=()
add() { # add MARKER LANGUAGE COUNT COMMAND... with the text as last argument
    local marker=$1 text
    text="$(words "$2" "$3")$marker"
    shift 3
    run 0 "$aw" --file long.audit "$@" "$text"
    markers+=("$marker")
}
set -- 8.4-c 8.4-d 8.4-e
add ZULUNOTE en 4 assess "$1" minor --note
add ZULUNOTIZ zh 4 assess "$2" conforming --note
add ZULUDETAIL en 5 evidence add --ref "$1" --kind interview --title "Guards" --detail
add ZULUBELEG zh 5 evidence add --ref "$2" --kind record --title "台账" --detail
add ZULUCLAIM en 3 finding add --ref "$1" --grade minor --title "Log" --objective-evidence "$(words en 6)ZULUPROOF" --statement
add ZULUSATZ zh 3 finding add --ref "$3" --grade minor --title "登记" --objective-evidence "$(words zh 6)ZULUBEWEIS" --statement
markers+=(ZULUPROOF ZULUBEWEIS)
add ZULUSCOPE en 5 audit edit A-1 --scope
add ZULUFAZIT zh 6 audit edit A-1 --conclusion

# print_it FILE: LibreOffice makes FILE.pdf and FILE.txt, of pages that are not empty.
print_it() {
    local pages page
    env -i "PATH=$PATH" "HOME=$work" LC_ALL=C.UTF-8 timeout 180 soffice \
        "-env:UserInstallation=file://$work/office" --headless --norestore \
        --convert-to pdf --outdir . "$1.xlsx" >"$work/office.log" 2>&1
    [ -s "$1.pdf" ] || {
        cat "$work/office.log" >&2
        fail "LibreOffice made no PDF of $1"
    }
    { pdftotext -raw "$1.pdf" - && pdftotext "$1.pdf" -; } >"$1.txt" || fail "no text of $1.pdf"
    pages=$(pdfinfo "$1.pdf" | sed -n 's/^Pages: *//p')
    for ((page = 1; page <= pages; page++)); do
        pdftotext -f $page -l $page "$1.pdf" page.txt
        # The header and the footer are three lines and three.
        [ "$(grep -c . page.txt)" -gt 8 ] || fail "page $page of $1 is empty: $(cat page.txt)"
    done
    echo "  $1: $pages pages"
}

# shows FILE TEXT...: the text is on paper, whole. A narrow column may break a word anywhere.
shows() {
    local file=$1 text
    shift
    tr -d ' \n\f' <"$file.txt" >"$work/flat"
    for text; do
        grep -qF -e "$text" "$work/flat" ||
            fail "$text is not on the paper of $file: it was cut"
    done
}

step "in English, Chinese and both"
chinese=${AUDITWALK_LOCALEDIR:-${AUDITWALK%/*}/locale}/zh_CN/LC_MESSAGES/auditwalk.mo
languages=(en)
[ ! -e "$chinese" ] || languages+=(zh_CN both)
for language in "${languages[@]}"; do
    run 0 "$aw" --file long.audit --lang $language export report --output report-$language.xlsx
    print_it report-$language
    shows report-$language "${markers[@]}"
    run 0 "$aw" --file long.audit --lang $language export register --output register-$language.xlsx
    print_it register-$language
    shows register-$language ZULUCLAIM ZULUSATZ ZULUPROOF ZULUBEWEIS
done

step "a checklist to write on, both languages"
run 0 "$aw" --lang both export checklist --checklist facility-walk --output checklist-both.xlsx
print_it checklist-both
run 0 "$aw" checklist show facility-walk --json
asks=$("$python" - "$work/out" <<'END'
import json, sys
for item in json.load(open(sys.argv[1], encoding="utf-8"))["items"][:25]:
    for text in item["ask"].values():
        print(text.replace(" ", "")[-4:])
END
)
[ "$(wc -l <<<"$asks")" -gt 20 ] || fail "no questions found"
while IFS= read -r ask; do
    shows checklist-both "$ask"
done <<<"$asks"
