#!/usr/bin/python3
"""read_list.py - reads a list back from CSV and JSON and checks that both say the same.

    read_list.py CSV JSON [CHECK...]    exit status 0 if all hold, 1 with what does not

Checks:
    rows=N                so many rows (N+: at least)
    heading=TEXT          a column of the CSV is called so
    text=HEADING=TEXT     in the first row, after one leading apostrophe was taken off
    same=KEY:FILE         the values of KEY are those of the JSON array in FILE, in any order
"""
import csv
import json
import re
import sys

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def plain(text):
    return text[1:] if text.startswith("'") else text


def check_bytes(path):
    data = open(path, "rb").read()
    check(b"\r\n" in data, "no CRLF")
    text = data.decode("utf-8-sig")
    check(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]",
                        text), "control characters in the CSV")


def check_safe(rows):
    for row in rows:
        for cell in row:
            bare = cell.lstrip(" \n\u00a0\u3000")
            dangerous = bare[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") and bare != ""
            number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            check(not dangerous or number, f"a formula: {cell!r}")


def check_same(rows, records):
    check(len(rows) == len(records), f"{len(rows)} rows but {len(records)} objects")
    for row, record in zip(rows, records):
        check(len(row) == len(record), f"{len(row)} cells but {len(record)} keys")
        for cell, value in zip(row, record.values()):
            if value is None or value == []:
                check(cell == "", f"null but {cell!r}")
            elif isinstance(value, list):
                joined = {separator.join(str(v if v is not None else "") for v in value)
                          for separator in (", ", "\n")}
                check(plain(cell) in joined, f"{value!r} but {cell!r}")
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                check(float(cell) == float(value), f"{value!r} but {cell!r}")
            elif isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d", value):
                code = re.fullmatch(r"[a-z_-]+", value)
                check(code or plain(cell) == value, f"{value!r} but {cell!r}")


def main():
    path, other, checks = sys.argv[1], sys.argv[2], sys.argv[3:]
    check_bytes(path)
    with open(path, newline="", encoding="utf-8-sig") as file:
        headings, *rows = list(csv.reader(file))
    records = json.load(open(other, encoding="utf-8"))
    check(all(len(row) == len(headings) for row in rows), "rows of different length")
    check_safe(rows)
    check_same(rows, records)
    for what in checks:
        word, _, rest = what.partition("=")
        if word == "rows":
            enough = len(rows) >= int(rest[:-1]) if rest.endswith("+") else len(rows) == int(rest)
            check(enough, f"{len(rows)} rows, not {rest}")
        elif word == "heading":
            check(rest in headings, f"no heading {rest!r} in {headings}")
        elif word == "text":
            heading, _, text = rest.partition("=")
            have = plain(rows[0][headings.index(heading)])
            check(have == text, f"{heading}: {have!r}, not {text!r}")
        elif word == "same":
            key, _, name = rest.partition(":")
            wanted = sorted(str(one[key]) for one in json.load(open(name, encoding="utf-8")))
            have = sorted(str(one[key]) for one in records)
            check(have == wanted, f"{key}: {have} but {wanted}")
        else:
            check(False, f"no such check: {what}")
    for problem in problems[:20]:
        print(f"{path}: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
