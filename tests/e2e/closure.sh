#!/bin/bash
# closure.sh - from a nonconformity to its closure, and from an audit to its issued report, by commands.
#
# Whatever is refused ends with its status, says why in one line, and leaves the file as it was.
# shellcheck source=lib.sh disable=SC2016
. "${0%/*}/lib.sh"

kept=port.audit

# today DATE: it is that day, for who writes from now on.
today() {
    extra_env=("AUDITWALK_PERSON=Li Na" AUDITWALK_FILE=port.audit "AUDITWALK_NOW=$1T10:00:00.000Z")
}
today 2026-03-09

# holds FILE WHAT...: see tests/exchange/read_workbook.py.
holds() {
    python "$top_srcdir/tests/exchange/read_workbook.py" "$@" >&2 || fail "the workbook is not as it should"
}

step "a file, an audit, a nonconformity"
sed "s/obligation: should/obligation: shall/" "$top_srcdir/tests/fixtures/checklists/good.yaml" >walk.yaml
done_well new port.audit --organization "Harbour Ltd" --person "Li Na"
done_well audit new --number IA-2026-01 --title "Gates" --checklist ./walk.yaml --site North \
    --planned
refused 77 "not ready" audit advance IA-2026-01 prepare
run 1 "$AUDITWALK" audit ready IA-2026-01
expect_out "x the objectives are empty"
done_well audit edit IA-2026-01 --from 2026-03-09 --to 2026-03-10 --scope "Gates" --objectives "Fit?"
done_well audit advance IA-2026-01 prepare
expect_out "IA-2026-01  prepared"
refused 77 "does not lead on" audit advance IA-2026-01 issue
refused 77 "lead" --person "Zhao Min" audit advance IA-2026-01 start
done_well audit advance IA-2026-01 start
run 0 "$AUDITWALK" checklist show ./walk.yaml --json
ref=$(json "j['items'][0]['id']")
done_well evidence add --audit IA-2026-01 --ref "$ref" --kind record --title "Gate log"
evidence=${out%% *}
done_well finding add --audit IA-2026-01 --ref "$ref" --grade minor --statement "Not signed." \
    --evidence "$evidence"
nc=${out%% *}

step "what an incident brought to light needs no requirement"
refused 64 "--ref is missing" finding add --audit IA-2026-01 --grade minor --statement S --source audit
done_well finding add --audit IA-2026-01 --grade ofi --statement "A van followed a lorry in." --source near-miss
expect_out "Near miss"
done_well finding withdraw "${out%% *}" --audit IA-2026-01 --reason "Told elsewhere"

step "planned against found"
done_well deployment list --audit IA-2026-01
expect_out "no deployment yet"
refused 64 "no checklist 'deployment'" deployment add --audit IA-2026-01 --from-checklist deployment
refused 64 "is empty" deployment add --audit IA-2026-01 --kind guard
done_well deployment add --audit IA-2026-01 --from-checklist yard-demo
expect_out "deployment rows made: 2"
done_well deployment add --audit IA-2026-01 --from-checklist yard-demo
expect_out "deployment rows made: 0"
done_well deployment add --audit IA-2026-01 --kind guard --what "Guards, gate 2" --planned 2 \
    --planned-hours 00-24
row=${out%% *}
refused 77 "as planned" deployment set "$row" --audit IA-2026-01 --raise ofi
refused 64 "no deployment row" deployment set 99 --audit IA-2026-01 --found 1
done_well deployment set "$row" --audit IA-2026-01 --found 1 --working yes --raise ofi --ref "$ref"
expect_match '^F-[0-9a-z]+-[0-9]+  ofi$'
refused 77 "has its finding" deployment set "$row" --audit IA-2026-01 --raise ofi
done_well deployment set 1 --audit IA-2026-01 --withdraw "Not of this site"
done_well deployment set 2 --audit IA-2026-01 --found 3 --planned 3 --working yes
done_well deployment list --audit IA-2026-01 --json
is_json
[ "$(json "[[d['what'], d['found_count'], d['fails']] for d in j][-1]")" = \
    "['Guards, gate 2', 1, True]" ] || fail "planned against found: $(cat "$work/out")"

step "every step in its turn"
refused 77 "from here lead: acknowledge, dispute, settle" finding advance "$nc" close
refused 77 "speaks for the auditee" finding advance "$nc" acknowledge
refused 64 "did you mean acknowledge?" finding advance "$nc" acknowlege
done_well finding advance "$nc" acknowledge --auditee "Zhao Min"
expect_out "$nc  acknowledged"
refused 77 "a correction" finding advance "$nc" contain
refused 77 "without a proof" finding advance "$nc" contain --correction "Sign" --done 2026-03-09
refused 64 "still to come" finding advance "$nc" contain --correction "Sign" --done 2026-04-09 \
    --proof "page 12"
done_well finding advance "$nc" contain --correction "Sign the log" --owner "Zhao Min" \
    --done 2026-03-09 --proof "page 12"
done_well finding advance "$nc" --method five-whys --why "No time" --why "One guard"
expect_out "corrected"
done_well finding advance "$nc" analyse --root "Nobody owns the log" --category management \
    --similar "South gate" --similar-result none
refused 77 "a corrective action" finding advance "$nc" propose
done_well action add "$nc" --text "A second guard" --owner "Zhao Min" --due 2026-04-01
action=${out%% *}
refused 77 "system change" finding advance "$nc" propose
refused 64 "what changes" action edit "$action" --system yes
done_well action edit "$action" --system yes --change "Post order 7"
done_well finding advance "$nc" propose --criterion "30 days signed" --not-before 2026-05-01
refused 77 "risk review" action done "$action" --proof "roster"
refused 77 "not written at this step" action edit "$action" --text "Less"
refused 77 "risk review" finding advance "$nc" accept
done_well finding advance "$nc" accept --review "No new gap" --review-result acceptable
expect_out "plan accepted"

step "what is due"
done_well action list
expect_out "$action"
expect_out "2026-04-01"
done_well status --due
[ -z "$out" ] || fail "nothing is overdue, so silence is expected"
done_well status --due --within 40
expect_out "due in 23 days"
today 2026-04-03
run 1 "$AUDITWALK" status --due
expect_out "overdue 2 days"
expect_out "$action"
[ "$(wc -l <"$work/out")" -eq 1 ] || fail "one line is expected"
run 1 "$AUDITWALK" status --due --json
is_json
[ "$(json "j[0]['overdue_days']")" = 2 ] || fail "two days late"
done_well status --due --owner "Li Na"
refused 64 "not later" action extend "$action" --due 2026-03-01 --agreed-by "Li Na" --reason "Late"
done_well action extend "$action" --due 2026-04-10 --agreed-by "Li Na" --reason "Guard ill"
done_well status --due
done_well action list --json
is_json
[ "$(json "j[0]['extensions']")" = 1 ] || fail "one extension"

step "done, verified, closed"
done_well action done "$action" --proof "roster 14"
done_well finding advance "$nc" implement
refused 77 "the day before which" finding advance "$nc" verify --note "Signed"
today 2026-05-04
refused 77 "for an auditor" --person "Zhao Min" finding advance "$nc" verify --note "Signed"
refused 77 "does not lead on" finding advance "$nc" close
refused 64 "no evidence" finding advance "$nc" verify --evidence E-none-9
done_well finding advance "$nc" verify --note "30 days signed" --evidence "$evidence"
done_well finding advance "$nc" close
expect_out "$nc  closed"
refused 77 "is closed" action add "$nc" --text "More"
done_well finding show "$nc"
expect_out "Why: One guard"
expect_out "System change needed: Yes"
expect_out "reopen"
done_well finding show "$nc" --json
is_json
[ "$(json "[len(j['causes']), len(j['steps']), j['state'], j['next'][0]['step']]")" = \
    "[2, 8, 'closed', 'reopen']" ] || fail "not all of it is in the JSON: $(json j)"

step "the report: signed, issued, read-only"
for item in $(run 0 "$AUDITWALK" checklist show ./walk.yaml --json; json "' '.join(i['id'] for i in j['items'][1:])"); do
    done_well assess --audit IA-2026-01 "$item" conforming --note seen
done
done_well audit advance IA-2026-01 report
refused 77 "signed as" audit sign IA-2026-01 approved
refused 77 "not ready" audit issue IA-2026-01
done_well finding number --audit IA-2026-01
nc=NC-2026-001
run 1 "$AUDITWALK" audit ready IA-2026-01 --json
is_json
[ "$(json "[m['gate'] for m in j['missing'] if m['stops']]")" = \
    "['no-conclusion', 'not-prepared', 'not-reviewed', 'not-approved']" ] ||
    fail "other gates: $(cat "$work/out")"
done_well audit edit IA-2026-01 --conclusion "Fit, but for the log."
done_well audit sign IA-2026-01 prepared
done_well --person "Wang Wei" audit sign IA-2026-01 reviewed
done_well --person "Chen Yu" audit sign IA-2026-01 approved
done_well audit ready IA-2026-01
done_well audit issue IA-2026-01
refused 77 "can't be changed" assess --audit IA-2026-01 "$ref" ofi
refused 77 "can't be changed" finding edit "$nc" --audit IA-2026-01 --title T
done_well audit show IA-2026-01
expect_out "Approved (revision 0): Chen Yu"
expect_out "as it is now"
refused 77 "wants a reason" audit advance IA-2026-01 revise
done_well audit advance IA-2026-01 revise --reason "Wrong gate"
done_well audit edit IA-2026-01 --conclusion "Fit, but for the north log."
done_well audit show IA-2026-01
expect_out "revision 1: Wrong gate"
expect_out "changed since then"
done_well audit show IA-2026-01 --json
is_json
[ "$(json "[s['valid'] for s in j['sign_off']]")" = "[True, True, True, True]" ] || fail "signatures"

step "the workbooks tell it"
done_well export report --audit IA-2026-01 -o report.xlsx
done_well export register -o register.xlsx
holds report.xlsx sound 'rows=Corrective actions:1' 'has=Corrective actions:A second guard' \
    'has=Corrective actions:roster 14' \
    'links=Corrective actions>Findings' 'has=Deployment:Guards, gate 2' 'rows=Deployment:2' \
    'has=Cover:Wrong gate' 'rows=Previous nonconformities:0'
holds register.xlsx sound 'rows=Corrective actions:1' 'has=Nonconformities:Nobody owns the log' \
    'has=Nonconformities:Sign the log' 'has=Nonconformities:30 days signed'
done_well export report --audit IA-2026-01 -o zh.xlsx --lang zh_CN
holds zh.xlsx 'has=纠正措施:A second guard'

step "what comes back, and follow-up"
done_well audit new --number FU-2026-01 --title "Follow-up" --checklist ./walk.yaml --site North \
    --follow-up IA-2026-01
expect_out "nonconformities to follow up: 0"
refused 64 "no audit is named" finding advance "$nc" reopen --note "Again"
done_well finding advance "$nc" reopen --note "Again unsigned" --seen-in FU-2026-01
expect_out "raised as a recurrence"
again=${out%% *}
done_well finding show "$again" --audit FU-2026-01
expect_out "Recurrence of: $nc"
done_well audit new --number FU-2026-02 --title "Second" --checklist ./walk.yaml --site North \
    --follow-up FU-2026-01
expect_out "nonconformities to follow up: 1"
done_well finding number --audit FU-2026-01
done_well audit follow-up FU-2026-02 NC-2026-002 --note "Not due yet"
done_well audit show FU-2026-02
expect_out "Not due yet"
done_well export report --audit FU-2026-02 -o follow.xlsx
holds follow.xlsx sound 'rows=Previous nonconformities:1' 'has=Previous nonconformities:Not due yet'
done_well audit member FU-2026-02 "Li Na" --unit "Gate operations" --statement "Not involved"
done_well audit ready FU-2026-02
reject_out "their own unit"
done_well audit member FU-2026-02 "Zhao Min" --role auditee --unit "gate operations"
done_well audit ready FU-2026-02
expect_out "audits their own unit: Li Na"
refused 64 "not in the team" audit member FU-2026-02 Nobody --withdraw "x"
done_well audit override FU-2026-02 --name "Li Na" --reason "The only one trained"
done_well audit ready FU-2026-02
reject_out "their own unit"
done_well export report --audit FU-2026-02 -o follow.xlsx
holds follow.xlsx 'has=Cover:The only one trained'
refused 64 "there is no person" audit override FU-2026-02 --name Nobody --reason R
done_well audit advance FU-2026-02 cancel --reason "Joined with another"
refused 77 "can't be changed" audit override FU-2026-02 --name "Li Na" --reason R
done_well verify

step "two laptops take different steps"
as_lead() {
    use_person lead
    today "2026-05-0$1"
}
as_other() {
    use_person other
    today "2026-05-0$1"
    extra_env+=("AUDITWALK_PERSON=Chen Yu" AUDITWALK_FILE=mine.audit)
}
printf 'six words are a good secret\n' >secret
cp -r "$work/home/auditor" "$work/home/lead"
as_lead 5
done_well audit new --number IA-2026-09 --title "Two" --checklist ./walk.yaml --site North \
    --lead "Li Na" --auditor "Chen Yu"
done_well finding add --audit IA-2026-09 --ref "$ref" --grade minor --statement "Open gate."
shared=${out%% *}
done_well package create -o lead.awpack --passphrase-file secret
as_other 5
run 0 "$AUDITWALK" merge lead.awpack --passphrase-file secret
done_well finding advance "$shared" acknowledge --auditee "Zhao Min" --audit IA-2026-09
done_well finding advance "$shared" contain --correction "Shut it" --done 2026-05-05 --proof seen \
    --audit IA-2026-09
done_well package create -o other.awpack --passphrase-file secret
as_lead 6
done_well finding advance "$shared" acknowledge --auditee "Zhao Min" --audit IA-2026-09
run 77 "$AUDITWALK" merge other.awpack --passphrase-file secret
print=$(grep -oE '[0-9a-z]{4}(-[0-9a-z]{4}){6}' "$work/err" "$work/out" | head -1 | sed 's/.*://')
run 0 "$AUDITWALK" merge other.awpack --passphrase-file secret --accept "$print"
run 0 "$AUDITWALK" conflicts --audit IA-2026-09
expect_out "State"
done_well audit ready IA-2026-09 --step report
expect_out "laptops disagree: $shared"
done_well finding show "$shared" --audit IA-2026-09
expect_out "Shut it"
run 0 "$AUDITWALK" conflicts --audit IA-2026-09 --json
id=$(json "[c['id'] for c in j if c['field'] == 'state'][0]")
refused 77 "changes by its steps" conflicts resolve "$id" --value closed --reason "Quick"
run 0 "$AUDITWALK" conflicts resolve "$id" --take A --reason "It is shut"
done_well finding show "$shared" --audit IA-2026-09 --json
[ "$(json "j['state'] in ('acknowledged', 'contained')")" = True ] || fail "another state: $(json j)"
done_well verify
