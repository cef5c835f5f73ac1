#!/usr/bin/python3
"""read_workbook.py - reads a workbook back and says, or checks, what is in it.

    read_workbook.py FILE                       prints sheets, tables, headings, defined names
    read_workbook.py FILE CHECK...              exit status 0 if all hold, 1 with what does not

Checks:
    sheets=A,B,C            exactly these sheets, in this order
    headings=SHEET:A|B|C    the table of the sheet has these headings among its own
    only=SHEET:A|B|C        these and no others, in this order
    footer=SHEET:TEXT       its footer, as it is stored, holds this text
    header=SHEET:TEXT       its header holds this text
    rows=SHEET:N            its table has so many rows of records (N+: at least)
    cell=SHEET!A5=TEXT      the cell is a string cell with this text
    has=SHEET:TEXT          a cell of the sheet holds this text
    hasnot=SHEET:TEXT       none does
    number=SHEET:H=N        the first record of its table has the number N under heading H
    page=SHEET:TEXT         a new page begins at or right above the first cell with this text
    links=A>B               a link of sheet A leads to sheet B
    charts=SHEET:N          so many charts, each with title, axis names and alternative text
    photos=SHEET:N          so many pictures, each JPEG without EXIF, in one cell, in proportion, with
                            a text and a link to a sheet
    media=N                 so many different pictures in the archive
    chart=SHEET:TITLE       a chart of this title, whose values can be told apart in grey
    stressed=SHEET:HEADING  rows are stressed by a condition on the cell under this heading
    property=NAME=TEXT      document property
    both                    English and Chinese: sheets, headings and lists hold both
    answers=SHEET           the sheet is a form: protected without a password, unlocked are the tinted
                            cells below "Correction" and only they, with lists and dates validated
    review                  every input a) to m) has its section with room to write, links from the
                            contents, and the results have validated fields
    without=TEXT            no part of the file has this text
    sound                   what every workbook has to keep (see below)
"""
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

sys.dont_write_bytecode = True
import check_workbook  # beside this file
import openpyxl
from openpyxl.cell.cell import MergedCell
import openpyxl.utils

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
INK = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def table_of(sheet):
    """First row, last row and headings of the sheet's table; a sheet with a filter counts."""
    for table in sheet.tables.values():
        first, last = re.findall(r"\d+", table.ref)
        return int(first), int(last), [column.name for column in table.tableColumns]
    if sheet.auto_filter.ref:
        first, last = re.findall(r"\d+", sheet.auto_filter.ref)
        row = sheet[int(first)]
        return int(first), int(last), [cell.value for cell in row]
    return None


def records(sheet):
    found = table_of(sheet)
    if found is None:
        return []
    first, last, headings = found
    rows = []
    for row in sheet.iter_rows(min_row=first + 1, max_row=last, max_col=len(headings)):
        if any(cell.value is not None for cell in row):
            rows.append([cell.value for cell in row])
    return rows


def link_target(link):
    where = link.location or (link.ref and link.target) or ""
    match = re.match(r"#?'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)", where)
    return match.groups() if match else None


def links(sheet):
    return [(cell, link_target(cell.hyperlink))
            for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def check_sheet_set_up(sheet):
    name = sheet.title
    check(sheet.page_setup.orientation == "landscape", f"{name}: not landscape")
    check(str(sheet.page_setup.paperSize) == "9", f"{name}: not A4")
    check(sheet.sheet_properties.pageSetUpPr is not None
          and sheet.sheet_properties.pageSetUpPr.fitToPage, f"{name}: does not fit the page")
    check(str(sheet.page_setup.fitToHeight) == "0", f"{name}: fits a height")
    footer = str(sheet.oddFooter.center.text)
    check("&P" in footer and "&N" in footer, f"{name}: no page x of y: {footer!r}")


def check_table(workbook, sheet):
    name = sheet.title
    found = table_of(sheet)
    if found is None:
        return
    first, last, headings = found
    check(last > first, f"{name}: the table has no row")
    check(len(set(h.casefold() for h in headings)) == len(headings),
          f"{name}: headings repeat: {headings}")
    shown = [cell.value for cell in sheet[first]][:len(headings)]
    check(shown == headings, f"{name}: headings {headings} but cells {shown}")
    check(sheet.freeze_panes is not None, f"{name}: nothing is frozen")
    check(sheet.print_title_rows == f"${first}:${first}" or
          sheet.print_title_rows == f"{first}:{first}",
          f"{name}: headings do not repeat: {sheet.print_title_rows}")
    for validation in sheet.data_validations.dataValidation:
        if validation.type != "list":
            continue
        formula = validation.formula1 or ""
        check(not formula.startswith('"'), f"{name}: inline validation list {formula}")
        check(formula in names(workbook), f"{name}: validation by unknown name {formula}")


def names(workbook):
    defined = workbook.defined_names
    return [n.name for n in defined.definedName] if hasattr(defined, "definedName") else list(defined)


def check_validated_values(workbook, sheet):
    """Every value in a validated column is one of its list."""
    for validation in sheet.data_validations.dataValidation:
        defined = [n for n in workbook.defined_names.definedName if n.name == validation.formula1]
        if not defined:
            continue
        allowed = set()
        for title, reference in defined[0].destinations:
            for row in workbook[title][reference.replace("$", "")]:
                allowed.update(cell.value for cell in row)
        for cells in validation.sqref.ranges:
            for row in sheet.iter_rows(min_row=cells.min_row, max_row=cells.max_row,
                                       min_col=cells.min_col, max_col=cells.max_col):
                for cell in row:
                    check(cell.value is None or cell.value in allowed,
                          f"{sheet.title}!{cell.coordinate}: {cell.value!r} is not of its list")


def check_cells(workbook, sheet):
    for row in sheet.iter_rows():
        for cell in row:
            where = f"{sheet.title}!{cell.coordinate}"
            check(cell.data_type != "f", f"{where}: a formula: {cell.value!r}")
            if isinstance(cell.value, str):
                check(len(cell.value.encode("utf-16-le")) // 2 <= 32767, f"{where}: too long")
                check(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
                                    cell.value), f"{where}: control characters")
            height = sheet.row_dimensions[cell.row].height
            check(height is None or height <= 409, f"{where}: row too high")
    for cell, target in links(sheet):
        where = f"{sheet.title}!{cell.coordinate}"
        check(target is not None and target[0] in workbook.sheetnames, f"{where}: link to nowhere")
        check(cell.value not in (None, ""), f"{where}: a link without text")


def look_of(series):
    """What fills a series: its pattern, or how dark a solid one is; a line has its mark."""
    pattern = series.find(f".//{INK}pattFill")
    if pattern is not None:
        return pattern.get("prst")
    marker = series.find(f"{CHART}marker/{CHART}symbol")
    if marker is not None:
        return marker.get("val")
    color = series.find(f"{CHART}spPr/{INK}solidFill/{INK}srgbClr").get("val")
    red, green, blue = (int(color[i:i + 2], 16) for i in (0, 2, 4))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def check_grey(sheet, title, looks):
    """Patterns differ, and solid fills differ by their brightness."""
    check(looks, f"{sheet}: the chart {title!r} has no series")
    patterns = [look for look in looks if isinstance(look, str)]
    solid = sorted(look for look in looks if not isinstance(look, str))
    check(len(set(patterns)) == len(patterns), f"{sheet}: {title}: patterns repeat: {patterns}")
    for one, two in zip(solid, solid[1:]):
        check(two - one >= 30, f"{sheet}: {title}: fills look alike in grey: {solid}")


def check_values(workbook, sheet, title, references):
    """Names, categories and values are cells of the sheet that have something in them."""
    for reference in references:
        where, _, cells = reference.replace("$", "").rpartition("!")
        check(where.strip("'") == sheet, f"{sheet}: {title}: refers to {reference}")
        found = workbook[sheet][cells]
        rows = found if isinstance(found, tuple) else ((found,),)
        for row in rows:
            for cell in row:
                check(cell.value is not None, f"{sheet}: {title}: {cell.coordinate} is empty")


def drawings(path):
    """Charts by sheet number: (title, axis names, alternative text, looks of the series, their
    references)."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        inside = archive.namelist()
        for entry in inside:
            match = re.fullmatch(r"xl/worksheets/_rels/sheet(\d+)\.xml\.rels", entry)
            if not match:
                continue
            drawing = re.search(r"drawings/(drawing\d+)\.xml", archive.read(entry).decode())
            if not drawing:
                continue
            body = ET.fromstring(archive.read(f"xl/drawings/{drawing.group(1)}.xml"))
            texts = [frame.get("descr") for frame in body.iter(DRAWING + "cNvPr")]
            relations = archive.read(f"xl/drawings/_rels/{drawing.group(1)}.xml.rels").decode()
            charts = re.findall(r"charts/(chart\d+)\.xml", relations)
            for chart, text in zip(charts, texts):
                root = ET.fromstring(archive.read(f"xl/charts/{chart}.xml"))
                title = root.find(f"{CHART}chart/{CHART}title")
                series = list(root.iter(CHART + "ser"))
                axes = [a for tag in ("catAx", "valAx") for a in root.iter(CHART + tag)]
                found.setdefault(int(match.group(1)), []).append(
                    ("" if title is None else "".join(t.text for t in title.iter(INK + "t")),
                     all(a.find(CHART + "title") is not None for a in axes), text,
                     [look_of(one) for one in series],
                     [f.text for one in series for f in one.iter(CHART + "f")]))
    return found


def jpeg_size(body):
    """Width and height, and the markers in front of the picture."""
    at, markers = 2, []
    while body[at] == 0xFF and body[at + 1] != 0xDA:
        marker, length = body[at + 1], int.from_bytes(body[at + 2:at + 4], "big")
        markers.append(marker)
        if marker in (0xC0, 0xC2):
            height, width = (int.from_bytes(body[at + i:at + i + 2], "big") for i in (5, 7))
        at += 2 + length
    return width, height, markers


def place(anchor, side):
    corner = anchor.find(DRAWING + side)
    return [int(corner.find(DRAWING + part).text) for part in ("col", "row")]


def pictures(path, sheet_number):
    """(description, link, column, row, in one cell, width, height in EMU, bytes) of each."""
    found = []
    with zipfile.ZipFile(path) as archive:
        relations = f"xl/worksheets/_rels/sheet{sheet_number}.xml.rels"
        if relations not in archive.namelist():
            return found
        drawing = re.search(r"drawings/(drawing\d+)\.xml", archive.read(relations).decode())
        if not drawing:
            return found
        targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(archive.read(
            f"xl/drawings/_rels/{drawing.group(1)}.xml.rels"))}
        for anchor in ET.fromstring(archive.read(f"xl/drawings/{drawing.group(1)}.xml")):
            picture = anchor.find(DRAWING + "pic")
            if picture is None:
                continue
            name = next(picture.iter(DRAWING + "cNvPr"))
            link = name.find(DRAW + "hlinkClick")
            blip = next(picture.iter(DRAW + "blip"))
            size = next(picture.iter(DRAW + "ext"))
            file = targets[blip.get(RELATION + "embed")].replace("../", "xl/")
            start, end = place(anchor, "from"), place(anchor, "to")
            found.append((name.get("descr"),
                          targets[link.get(RELATION + "id")] if link is not None else None,
                          start[0], start[1], start == end, int(size.get("cx")),
                          int(size.get("cy")), archive.read(file)))
    return found


def check_photos(path, workbook, sheet, count):
    found = pictures(path, workbook.sheetnames.index(sheet) + 1)
    check(len(found) == count, f"{sheet}: {len(found)} pictures, not {count}")
    first, last, headings = table_of(workbook[sheet])
    for text, link, column, row, inside, wide, high, body in found:
        where = f"{sheet}: picture in row {row + 1}"
        check(text and link and re.match(r"#'[^']+'!A\d+$", link), f"{where}: {text!r} {link!r}")
        check(inside and headings[column] == "Photo" and first <= row < last,
              f"{where}: not in its cell")
        check(text.split()[0] == workbook[sheet].cell(row + 1, 1).value.split()[0],
              f"{where}: of {text!r}")
        width, height, markers = jpeg_size(body)
        check(0xE1 not in markers and b"Exif" not in body, f"{where}: has EXIF")
        check(abs(wide / high - width / height) < 0.05 * width / height,
              f"{where}: {wide} x {high} for {width} x {height}")
        points = workbook[sheet].row_dimensions[row + 1].height
        check(points and high / 12700 <= points, f"{where}: higher than its row of {points}")


def check_sound(path, workbook):
    for problem in check_workbook.problems_of(open(path, "rb").read()):
        check(False, problem)
    with zipfile.ZipFile(path) as archive:
        check(archive.testzip() is None, "the archive is damaged")
        for entry in archive.namelist():
            if entry.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(entry))
        for info in archive.infolist():
            check(info.date_time[0] == 1980, f"{info.filename}: has the time {info.date_time}")
    for sheet in workbook.worksheets:
        check_sheet_set_up(sheet)
        check_table(workbook, sheet)
        check_validated_values(workbook, sheet)
        check_cells(workbook, sheet)
    check(re.search("Lists|选项列表", workbook.sheetnames[-1]), "the last sheet is not Lists")
    check(bool(workbook.properties.title), "no title in the properties")


HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")


def check_both(workbook):
    """Labels of the program stand in both languages, in one cell or in two columns."""
    for sheet in workbook.worksheets:
        check(HAN.search(sheet.title) and LATIN.search(sheet.title), f"sheet {sheet.title}")
        found = table_of(sheet)
        if not found:
            continue
        headings = found[2]
        one = [h for h in headings if HAN.search(h) and not LATIN.search(h)]
        for number, heading in enumerate(headings):
            both = HAN.search(heading) and LATIN.search(heading)
            paired = heading in one or (number + 1 < len(headings) and headings[number + 1] in one)
            check(both or paired or heading == "SHA-256", f"{sheet.title}: heading {heading!r}")
    lists = workbook.worksheets[-1]
    for row in lists.iter_rows(min_row=5):
        for cell in row:
            check(cell.value is None or (HAN.search(cell.value) and LATIN.search(cell.value)),
                  f"{lists.title}!{cell.coordinate}: {cell.value!r} in one language")


def all_text(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def check_one(path, workbook, what):
    word, _, rest = what.partition("=")
    if word == "sound":
        check_sound(path, workbook)
    elif word == "both":
        check_both(workbook)
    elif word == "sheets":
        check(workbook.sheetnames == rest.split(","), f"sheets are {workbook.sheetnames}")
    elif word == "headings":
        sheet, _, wanted = rest.partition(":")
        found = table_of(workbook[sheet])
        have = found[2] if found else []
        for heading in wanted.split("|"):
            check(heading in have, f"{sheet}: no heading {heading!r} in {have}")
    elif word == "only":
        sheet, _, wanted = rest.partition(":")
        found = table_of(workbook[sheet])
        check(found and found[2] == wanted.split("|"), f"{sheet}: headings are {found}")
    elif word in ("footer", "header"):
        sheet, _, wanted = rest.partition(":")
        with zipfile.ZipFile(path) as archive:
            number = workbook.sheetnames.index(sheet) + 1
            body = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
        have = next(body.iter(MAIN + ("oddFooter" if word == "footer" else "oddHeader"))).text
        check(wanted in have and len(have) <= 255, f"{sheet}: {word} {have!r}")
    elif word == "rows":
        sheet, _, count = rest.partition(":")
        have = len(records(workbook[sheet]))
        enough = have >= int(count[:-1]) if count.endswith("+") else have == int(count)
        check(enough, f"{sheet}: {have} rows, not {count}")
    elif word == "cell":
        where, _, text = rest.partition("=")
        sheet, _, place = where.partition("!")
        cell = workbook[sheet][place]
        check(cell.data_type == "s" and cell.value == text,
              f"{where}: {cell.data_type} {cell.value!r}, not {text!r}")
    elif word in ("has", "hasnot"):
        sheet, _, text = rest.partition(":")
        found = any(text in value for value in all_text(workbook[sheet]))
        check(found == (word == "has"), f"{sheet}: {word} {text!r} does not hold")
    elif word == "number":
        sheet, _, pair = rest.partition(":")
        heading, _, number = pair.rpartition("=")
        headings = table_of(workbook[sheet])[2]
        have = records(workbook[sheet])[0][headings.index(heading)]
        check(isinstance(have, (int, float)) and have == float(number),
              f"{sheet}: {heading} is {have!r}, not {number}")
    elif word == "review":
        check_review(workbook)
    elif word == "answers":
        check_form(workbook, workbook[rest])
    elif word == "without":
        with zipfile.ZipFile(path) as archive:
            for entry in archive.namelist():
                check(rest not in archive.read(entry).decode("utf-8", "replace"),
                      f"{entry} has {rest!r}")
    elif word == "page":
        sheet, _, text = rest.partition(":")
        breaks = [one.id for one in workbook[sheet].row_breaks.brk]
        row = next((cell.row for cells in workbook[sheet].iter_rows() for cell in cells
                    if isinstance(cell.value, str) and text in cell.value), 0)
        check(row - 1 in breaks or row - 2 in breaks,
              f"{sheet}: {text!r} in row {row}, pages end behind {breaks}")
    elif word == "links":
        source, _, target = rest.partition(">")
        check(any(t and t[0] == target for _, t in links(workbook[source])),
              f"no link from {source} to {target}")
    elif word == "charts":
        sheet, _, count = rest.partition(":")
        charts = drawings(path).get(workbook.sheetnames.index(sheet) + 1, [])
        check(len(charts) == int(count), f"{sheet}: {len(charts)} charts, not {count}")
        for chart in charts:
            check(all(chart[:3]), f"{sheet}: a chart lacks title, axis name or text")
    elif word == "photos":
        sheet, _, count = rest.partition(":")
        check_photos(path, workbook, sheet, int(count))
    elif word == "media":
        with zipfile.ZipFile(path) as archive:
            have = [name for name in archive.namelist() if name.startswith("xl/media/")]
        check(len(have) == int(rest), f"pictures in the archive: {have}")
    elif word == "chart":
        sheet, _, title = rest.partition(":")
        charts = drawings(path).get(workbook.sheetnames.index(sheet) + 1, [])
        found = [chart for chart in charts if chart[0] == title]
        check(len(found) == 1, f"{sheet}: no chart {title!r} in {[c[0] for c in charts]}")
        for chart in found:
            check_grey(sheet, title, chart[3])
            check_values(workbook, sheet, title, chart[4])
    elif word == "stressed":
        sheet, _, heading = rest.partition(":")
        first, last, headings = table_of(workbook[sheet])
        letter = openpyxl.utils.get_column_letter(headings.index(heading) + 1)
        end = openpyxl.utils.get_column_letter(len(headings))
        rules = [(str(area.sqref), formula) for area in workbook[sheet].conditional_formatting
                 for rule in area.rules for formula in rule.formula]
        check((f"A{first + 1}:{end}{last}", True) in
              [(area, f"${letter}{first + 1}" in formula) for area, formula in rules],
              f"{sheet}: nothing stresses rows by {heading!r}: {rules}")
    elif word == "property":
        name, _, text = rest.partition("=")
        value = str(getattr(workbook.properties, name))
        check(value == text, f"property {name} is {value!r}, not {text!r}")
    else:
        check(False, f"no such check: {what}")


def check_form(workbook, sheet):
    name = sheet.title
    check(sheet.protection.sheet, f"{name}: is not protected")
    check(not sheet.protection.password, f"{name}: has a password")
    first = next((cell.row for row in sheet.iter_rows(max_col=1) for cell in row
                  if str(cell.value).startswith("Correction: ")), None)
    check(first is not None, f"{name}: no section for the correction")
    # Of merged cells only the first has its looks back.
    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    unlocked = [cell for cell in cells if not cell.protection.locked]
    tinted = [cell for cell in cells if cell.fill.fgColor.rgb == "FFFFF9E0"]
    check(len(unlocked) == 3 * 5 + 5 + 4 * 5 + 2, f"{name}: {len(unlocked)} cells to fill in")
    check(set(unlocked) == set(tinted), f"{name}: what is tinted is not what is unlocked")
    for cell in unlocked:
        check(cell.value is None, f"{name}!{cell.coordinate}: filled in already")
        check(first is None or cell.row > first, f"{name}!{cell.coordinate}: is unlocked")
    lists, dates = set(), 0
    for validation in sheet.data_validations.dataValidation:
        if validation.type == "list":
            lists.add(validation.formula1)
        elif validation.type == "date":
            dates += 1
    check(lists == {"List_kind_of_correction", "List_cause_analysis", "List_kind_of_cause",
                    "List_answer"}, f"{name}: lists {lists}")
    check(dates == 3 * 2 + 4 + 1, f"{name}: {dates} fields for dates")
    for other in workbook.worksheets:
        check(other.protection.sheet, f"{other.title}: is not protected")


def check_review(workbook):
    sheet = workbook["Inputs"]
    titles = [cell.row for cell in sheet["A"] if re.match(r"[a-m]\) ", str(cell.value))]
    letters = [sheet.cell(row, 1).value[0] for row in titles]
    check(letters == list("abcdddefghijklm"), f"Inputs: sections {letters}")
    for first, behind in zip(titles, titles[1:] + [sheet.max_row + 1]):
        tinted = [row for row in range(first, behind)
                  if sheet.cell(row, 2).fill.fgColor.rgb == "FFFFF9E0"]
        check(len(tinted) == 1, f"Inputs!A{first}: {len(tinted)} fields to fill in")
        said = [sheet.cell(row, 2).value for row in range(first, behind)
                if sheet.cell(row, 1).value == "From the file"]
        check(len(said) == 1 and said[0], f"Inputs!A{first}: says nothing")
    targets = [target for _, target in links(workbook["Contents"]) if target[0] == "Inputs"]
    rows = sorted(int(target[2]) for target in targets if int(target[2]) > 1)
    check(rows == titles, f"Contents: links to rows {rows} of the inputs, not {titles}")
    kinds = [(v.type, v.formula1) for v in workbook["Results"].data_validations.dataValidation]
    for wanted in ("List_review_decision", "List_review_input", "List_review_decision_state",
                   "List_answer"):
        check(("list", wanted) in kinds, f"Results: nothing is validated by {wanted}")
    check(any(kind == "date" for kind, _ in kinds), "Results: no date is validated")


def show(path, workbook):
    charts = drawings(path)
    for number, sheet in enumerate(workbook.worksheets, 1):
        print(f"{sheet.title}: {sheet.dimensions}, {len(links(sheet))} links, "
              f"{len(charts.get(number, []))} charts")
        found = table_of(sheet)
        if found:
            print(f"  rows {found[0] + 1} to {found[1]}: {', '.join(found[2])}")
    print("names:", ", ".join(names(workbook)))
    print("title:", workbook.properties.title, "created:", workbook.properties.created)


def main():
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 0 if len(sys.argv) > 1 else 2
    path = sys.argv[1]
    workbook = openpyxl.load_workbook(path)
    if len(sys.argv) == 2:
        show(path, workbook)
    for what in sys.argv[2:]:
        check_one(path, workbook, what)
    for problem in problems[:50]:
        print(f"{path}: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
