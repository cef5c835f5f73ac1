#!/usr/bin/python3
"""compare_kinds.py - what workbooks say against the lists that the program writes as JSON.

    compare_kinds.py filled BOOK REQUIREMENTS       the checklist with its answers
    compare_kinds.py pack BOOK NONCONFORMITIES DUE AUDITS   the pack of all audits, without a period
    compare_kinds.py response BOOK FINDING NONCONFORMITIES OTHERS...
                                                    the form of one finding; no text of the others

The workbooks are in English, times in UTC. Exit status 0 if nothing differs, else 1 with what does.
"""
import datetime
import json
import sys
import zipfile

import openpyxl
from read_workbook import records, table_of

RESULTS = {"conforming": "Conforming", "ofi": "Opportunity for improvement",
           "minor": "Minor nonconformity", "major": "Major nonconformity",
           "na": "Not applicable", "not-covered": "Not covered"}
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def rows(workbook, sheet):
    headings = table_of(workbook[sheet])[2]
    return [dict(zip(headings, row)) for row in records(workbook[sheet])]


def text(value):
    return "" if value is None else str(value).strip()


def day(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    return text(value)[:10]


def flat(value):
    return " ".join(text(value).split())


def filled(book, path):
    found, wanted = rows(book, "Checklist"), lines(path)
    found = [row for row in found if not text(row["Requirement"]).endswith("\u2026")]
    check(len(found) == len(wanted), f"{len(found)} requirements, not {len(wanted)}")
    for row, want in zip(found, wanted):
        where = want["ref"]
        check(row["Requirement"] == where, f"{row['Requirement']} where {where} should be")
        if want["result"] == "not-assessed":
            check(text(row["Result"]).count("\u2610") == len(RESULTS), f"{where}: no boxes to tick")
        else:
            check(row["Result"] == "\u2611 " + RESULTS[want["result"]], f"{where}: {row['Result']}")
        check(flat(row["Note"]) == flat(want["note"]), f"{where}: note {row['Note']!r}")
        check(text(row["Auditor"]) == text(want["auditor"]), f"{where}: by {row['Auditor']!r}")
        check(day(row["Assessed"]) == day(want["assessed"]), f"{where}: {row['Assessed']}")
        check(not text(row["Remark by hand"]), f"{where}: no room for remarks")
        for key, heading in (("evidence", "Evidence"), ("findings", "Findings")):
            for number in want[key] or []:
                check(number in text(row[heading]), f"{where}: {heading} without {number}")


def pack(book, nonconformities, due, audits):
    found = {(row["Number"], row["Audit"]): row for row in rows(book, "Nonconformities")}
    for want in lines(nonconformities):
        row = found.pop((want["number"], want["audit"]), None)
        check(row is not None, f"{want['number']} is not in the register")
        if row is not None:
            check(flat(row["Statement of failure"]) == flat(want["statement"]),
                  f"{want['number']}: statement")
            check(day(row["Raised"]) == day(want["raised_at"]), f"{want['number']}: raised")
    check(all(text(number).endswith("\u2026") for number, _ in found), f"more: {list(found)}")
    left = [(row["Finding"], flat(row["To be done"]), day(row["Due"]))
            for row in rows(book, "Open actions")]
    wanted = [(row["finding"], flat(row["text"]), day(row["due"])) for row in lines(due)]
    check(sorted(left) == sorted(wanted), f"open actions {left}, not {wanted}")
    check(sorted(row["Number"] for row in rows(book, "Audits")) ==
          sorted(row["number"] for row in lines(audits)), "other audits")


def response(book, number, nonconformities, *others):
    want = next(row for row in lines(nonconformities) if row["number"] == number)
    sheet = book[number]
    said = {text(row[0].value): flat(row[1].value) for row in sheet.iter_rows() if row[1].value}
    for key, heading in (("number", "Number"), ("statement", "Statement of failure"),
                         ("objective_evidence", "Objective evidence"), ("title", "Title")):
        check(said.get(heading, "") == flat(want[key]), f"{heading}: {said.get(heading)!r}")
    secret = set()
    for path in others:
        for row in lines(path):
            for key in ("statement", "title", "number", "note", "asked", "detail", "collected_by"):
                if isinstance(row.get(key), str) and row.get("number") != number:
                    secret.add(row[key])
    mine = " ".join(said.values())
    with zipfile.ZipFile(sys.argv[2]) as archive:
        everything = "\n".join(archive.read(entry).decode("utf-8", "replace")
                               for entry in archive.namelist())
    for word in secret:
        if len(word) > 6 and word not in mine:
            check(word not in everything, f"the form has {word!r}")


def main():
    book = openpyxl.load_workbook(sys.argv[2])
    {"filled": filled, "pack": pack, "response": response}[sys.argv[1]](book, *sys.argv[3:])
    for problem in problems[:30]:
        print(f"{sys.argv[2]}: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
