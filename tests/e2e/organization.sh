#!/bin/bash
# organization.sh - processes, sites, areas, people and meetings: by commands and by keys, refused where they
# make no sense, and merged between two laptops.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

kept=demo.audit
extra_env+=("AUDITWALK_FILE=demo.audit")
run 0 "$AUDITWALK" demo demo.audit

step "processes, with owner and rating"
done_well process add "Drone watch" --owner "Nina Roe" --importance critical --risk high --changed 2026-03-01
expect_out "Drone watch  made"
refused 64 "is there already" process add "drone watch"
refused 64 "unknown word" process edit "Drone watch" --risk huge
refused 64 "no date" process edit "Drone watch" --changed 2026-02-30
refused 64 "there is no site" process edit "Drone watch" --site Moon
refused 64 "nothing to change" process edit "Drone watch"
refused 64 "there is no process" process edit "Nothing" --note x
done_well process edit "Drone watch" --name "Drone detection" --site "Harbour terminal"
done_well process list --json
expect_json '[p["owner"] for p in j if p["name"] == "Drone detection"] == ["Nina Roe"]'
expect_json '[p["site"] for p in j if p["name"] == "Drone detection"] == ["Harbour terminal"]'
refused 77 "it is needed by the process" person withdraw "Nina Roe" --reason "left"
refused 77 "it is needed by the area" site withdraw "Inland depot" --reason "sold"
done_well process withdraw "Drone detection" --reason "Part of surveillance"
done_well person withdraw "Nina Roe" --reason "left"

step "areas in walking order"
done_well area add "Roof" --site "Harbour terminal" --place perimeter
refused 64 "is there already" area add "roof" --site "Harbour terminal"
refused 64 "there is no site" area add "Cellar" --site Moon
done_well area edit "Roof" --position 1
done_well area list
expect_match '^Roof '
[ "$(sed -n 2p "$work/out" | cut -d' ' -f1)" = Roof ] || fail "the roof is not walked first"

step "people and their units"
done_well person add "Chen Yu" --unit "Security" --roles "Auditor" --until 2027-01-31
refused 64 "is there already" person add "chen yu"
done_well audit member IA-2026-03 "Chen Yu" --role auditor
done_well audit ready IA-2026-03
expect_out "audits their own unit: Chen Yu"
done_well person edit "Chen Yu" --unit "Internal audit"
done_well audit ready IA-2026-03
reject_out "audits their own unit"

step "meetings"
refused 64 "date is missing" meeting add --kind closing
done_well meeting add --audit IA-2026-03 --kind closing --date 2026-03-14 --people "Li Na" --notes "Thanks"
done_well meeting list --audit IA-2026-03
expect_out "Closing meeting"
refused 64 "there is no meeting '9'" meeting edit 9 --audit IA-2026-03 --notes x
done_well meeting edit 4 --audit IA-2026-03 --time "16:00-16:30"
done_well meeting list --audit IA-2026-03 --json
expect_json 'j[3]["hours"] == "16:00-16:30" and j[3]["made_by"] == "Li Na"'
refused 77 "can't be changed" meeting add --audit IA-2025-02 --kind daily --date 2025-12-12
done_well search "Thanks"
expect_out "Thanks"
done_well export report --audit IA-2026-03 -o report.xlsx
done_well verify

step "by keys: the list, the team, the meetings"
start 80x24 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
press O "Organization · Processes"
wait_for "Seal control"
check_boxes 80
press Tab "Organization · Sites"
press Tab "Roof"
press J "Gate 1"
wait_line '^│ Gate 1 '
press Tab "Chen Yu"
press q "IA-2025-02"
press p "Audit team · IA-2026-03 · not independent 0"
press a "Who joins the team?"
wait_for "! owns the process"
keys Escape
wait_gone "Who joins the team?"
check_boxes 80
press q "IA-2025-02"
press M "Meetings · IA-2026-03"
wait_for "Closing meeting"
press L "会议 · IA-2026-03"
wait_for "末次会议"
resize 120x40
wait_for "Thanks"
keys q
wait_gone "末次会议"
press p "审核组 · IA-2026-03"
keys q
wait_gone "审核组 · IA-2026-03"
keys q
wait_exit 0

step "what two laptops wrote comes together"
printf 'six words are a good secret\n' >secret
run 0 "$AUDITWALK" package create -o lead.awpack --passphrase-file secret
lead_env=("${extra_env[@]}")
extra_env=("AUDITWALK_PERSON=Wang Wei" AUDITWALK_FILE=mine.audit "XDG_DATA_HOME=$work/other")
run 0 "$AUDITWALK" merge lead.awpack --passphrase-file secret
run 0 "$AUDITWALK" meeting add --audit IA-2026-03 --kind daily --date 2026-03-13 --notes "Keys counted"
run 0 "$AUDITWALK" process add "Key control" --owner "Dev Raman"
run 0 "$AUDITWALK" package create -o other.awpack --passphrase-file secret
extra_env=("${lead_env[@]}")
run 77 "$AUDITWALK" merge other.awpack --passphrase-file secret
print=$(grep -oE '[0-9a-z]{4}(-[0-9a-z]{4}){6}' "$work/err" "$work/out" | head -1 | sed 's/.*://')
run 0 "$AUDITWALK" merge other.awpack --passphrase-file secret --accept "$print"
run 0 "$AUDITWALK" meeting list --audit IA-2026-03 --json
expect_json '[m["notes"] for m in j if m["made_by"] == "Wang Wei"] == ["Keys counted"]'
run 0 "$AUDITWALK" process list
expect_out "Key control"
run 0 "$AUDITWALK" verify

step "who assesses without being independent is told, and nothing is refused"
run 0 "$AUDITWALK" assess --audit IA-2026-03 4.1 conforming
reject_err "independent"
run 0 "$AUDITWALK" process add "Seal store" --owner "Li Na"
run 0 "$AUDITWALK" audit add-process "Seal store" --audit IA-2026-03 --clauses 8.4
run 0 "$AUDITWALK" assess --audit IA-2026-03 4.1 conforming
expect_out_is "4.1  Conforming"
expect_err "Li Na is not independent in this audit: owns the process Seal store"
run 0 "$AUDITWALK" assess --audit IA-2026-03 4.1 not-assessed
reject_err "independent"
run 0 "$AUDITWALK" audit override IA-2026-03 --name "Li Na" --reason "Nobody else knows seals"
run 0 "$AUDITWALK" assess --audit IA-2026-03 4.1 conforming
reject_err "independent"


echo "the organization, the team and the meetings are entered, kept and merged"
