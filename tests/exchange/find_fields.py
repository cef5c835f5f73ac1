#!/usr/bin/python3
"""find_fields.py - are the fields of records in these workbooks? For test_fields.c.

    find_fields.py marks LIST FILE...           each line "name TAB text" of LIST: the text is in a cell
    find_fields.py differ NAME FILE... FILE...  the second half of the files says something else than
                                                the first, digests aside
    find_fields.py same FILE FILE               all cells of all sheets are the same
"""
import datetime
import re
import sys
import zipfile

import openpyxl


def texts(path):
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, datetime.datetime):
                    yield value.strftime("%Y-%m-%d")
                elif isinstance(value, float):
                    yield f"{value:.0f}"
                elif value is not None:
                    yield str(value)


def marks(listing, paths):
    whole = "\n".join(text for path in paths for text in texts(path))
    missing = 0
    for line in open(listing, encoding="utf-8"):
        name, _, text = line.rstrip("\n").partition("\t")
        if text not in whole:
            print(f"no workbook shows {name} ({text})", file=sys.stderr)
            missing += 1
    return missing


def content(path):
    """All XML, without what is made of the whole state and without the rows' places."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8") for name in sorted(archive.namelist())
                 if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))]
    return re.sub("[0-9a-f]{64}", "", "".join(parts))


def same(one, other):
    books = [openpyxl.load_workbook(path) for path in (one, other)]
    if books[0].sheetnames != books[1].sheetnames:
        print(f"{books[0].sheetnames} but {books[1].sheetnames}", file=sys.stderr)
        return False
    for name in books[0].sheetnames:
        rows = [[row for row in book[name].iter_rows(values_only=True)] for book in books]
        if rows[0] != rows[1]:
            print(f"{name}: {len(rows[0])} rows but {len(rows[1])}", file=sys.stderr)
            for first, second in zip(*rows):
                if first != second:
                    print(f"{first}\n{second}", file=sys.stderr)
                    break
            return False
    return True


def main():
    if sys.argv[1] == "same":
        return 0 if same(sys.argv[2], sys.argv[3]) else 1
    if sys.argv[1] == "marks":
        return 1 if marks(sys.argv[2], sys.argv[3:]) else 0
    half = (len(sys.argv) - 3) // 2
    if any(content(one) != content(other)
           for one, other in zip(sys.argv[3:3 + half], sys.argv[3 + half:])):
        return 0
    print(f"no workbook shows {sys.argv[2]}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
