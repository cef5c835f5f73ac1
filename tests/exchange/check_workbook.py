#!/usr/bin/python3
"""check_workbook.py - checks the XML of a workbook against what Excel accepts without repairing it.

    check_workbook.py FILE...           exit status 0 if nothing is wrong, 1 with what is
    check_workbook.py --selftest FILE   breaks copies of the file in every way it knows and demands
                                        that each is noticed

Knows only the format (ECMA-376, and the limits of Excel), nothing of what the program writes.
read_workbook.py asks it about every workbook that is to be sound.
"""
import io
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
E = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
V = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"

ROWS, COLUMNS = 1048576, 16384
ORDER = ("sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
         "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
         "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
         "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
         "smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls "
         "webPublishItems tableParts extLst").split()
TYPES = {"worksheets": "worksheet+xml", "tables": "table+xml", "charts": "chart+xml",
         "drawings": "drawing+xml"}


PARTS = {"xl/workbook.xml": "sheet.main+xml", "xl/styles.xml": "styles+xml",
         "xl/sharedStrings.xml": "sharedStrings+xml", "docProps/core.xml": "core-properties+xml",
         "docProps/app.xml": "extended-properties+xml"}


class Broken(Exception):
    """A reference that can't be read."""


def units(text):
    return len(text.encode("utf-16-le")) // 2


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_place(reference):
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not match:
        raise Broken(reference)
    row, column = int(match.group(2)), column_number(match.group(1))
    if not (1 <= row <= ROWS and 1 <= column <= COLUMNS):
        raise Broken(reference)
    return row, column


def area(reference):
    """First row, first column, last row, last column."""
    first, _, last = reference.partition(":")
    top, left = cell_place(first)
    bottom, right = cell_place(last or first)
    if top > bottom or left > right:
        raise Broken(reference)
    return top, left, bottom, right


def overlap(one, other):
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def runs(element):
    return "".join(t.text or "" for t in element.iter(S + "t"))


def decoded(text):
    """What Excel shows: _x0041_ is a character, _x005F_ the underscore in front of one."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


class Workbook:
    def __init__(self, data):
        self.problems = []
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.roots = {}
        self.table_names = {}
        self.table_ids = set()
        self.internal = set()

    def check(self, condition, text):
        if not condition:
            self.problems.append(text)
        return condition

    def root(self, name):
        if name not in self.roots:
            self.roots[name] = ET.fromstring(self.archive.read(name))
        return self.roots[name]

    def relations(self, part):
        """Id: (type, target part or None for an external one)."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if rels not in self.names:
            return {}
        found = {}
        for one in self.root(rels):
            target = one.get("Target")
            if one.get("TargetMode") == "External":
                target = None
            elif target.startswith("#"):
                self.internal.add((rels, target[1:]))
                target = None
            elif target.startswith("/"):
                target = target[1:]
            else:
                target = posixpath.normpath(posixpath.join(folder, target))
            self.check(one.get("Id") not in found, f"{rels}: {one.get('Id')} twice")
            self.check(target is None or target in self.names, f"{rels}: leads to no part: {target}")
            found[one.get("Id")] = (one.get("Type").rsplit("/", 1)[-1], target)
        return found

    # ---- package ----

    def check_package(self):
        self.check(len(set(self.names)) == len(self.names), "a part is there twice")
        self.check(self.archive.testzip() is None, "the archive is damaged")
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                data = self.archive.read(name)
                try:
                    ET.fromstring(data)
                except ET.ParseError as error:
                    self.check(False, f"{name}: no XML: {error}")
                    raise Broken(name) from error
        self.check_types()
        for name in self.names:
            if name.endswith(".xml") and "_rels" not in name:
                relations = self.relations(name)
                used = set()
                for element in self.root(name).iter():
                    for key in (R + "id", R + "embed", R + "link"):
                        if element.get(key) is not None:
                            used.add(element.get(key))
                for one in used:
                    self.check(one in relations, f"{name}: no relationship {one}")
        for name in self.names:
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                owner = posixpath.join(folder, posixpath.basename(name)[:-5])
                self.check(owner in self.names or name == "_rels/.rels", f"{name}: of no part")
        root = {kind: target for kind, target in self.relations("").values()}
        for kind in ("officeDocument", "core-properties", "extended-properties"):
            self.check(kind in root, f"_rels/.rels: no {kind}")

    def check_types(self):
        types = self.root("[Content_Types].xml")
        defaults = {one.get("Extension").lower(): one.get("ContentType")
                    for one in types.iter(T + "Default")}
        overrides = [one.get("PartName") for one in types.iter(T + "Override")]
        self.check(len(set(overrides)) == len(overrides), "content types: a part twice")
        for part in overrides:
            self.check(part[1:] in self.names, f"content types: no part {part}")
        typed = {one.get("PartName"): one.get("ContentType") for one in types.iter(T + "Override")}
        for name in self.names:
            if name == "[Content_Types].xml":
                continue
            kind = typed.get("/" + name) or defaults.get(name.rsplit(".", 1)[-1].lower())
            self.check(kind is not None, f"{name}: has no content type")
            folder = name.split("/")[1] if name.startswith("xl/") and name.count("/") == 2 else ""
            wanted = PARTS.get(name)
            self.check(wanted is None or (kind or "").endswith(wanted), f"{name}: content type {kind}")
            if folder in TYPES and kind:
                self.check(kind.endswith(TYPES[folder]), f"{name}: content type {kind}")

    # ---- workbook ----

    def check_workbook(self):
        book = self.root("xl/workbook.xml")
        relations = self.relations("xl/workbook.xml")
        self.sheets = []
        ids = set()
        for sheet in book.iter(S + "sheet"):
            name = sheet.get("name")
            self.check(1 <= units(name) <= 31, f"sheet name {name!r}: {units(name)} characters")
            self.check(not re.search(r"[\[\]:*?/\\]", name) and name[0] != "'" and name[-1] != "'",
                       f"sheet name {name!r}: characters that Excel refuses")
            self.check(name.casefold() != "history", "a sheet is called History")
            self.check(sheet.get("sheetId") not in ids, f"sheet id {sheet.get('sheetId')} twice")
            ids.add(sheet.get("sheetId"))
            self.sheets.append((name, relations[sheet.get(R + "id")][1]))
        folded = [name.casefold() for name, _ in self.sheets]
        self.check(len(set(folded)) == len(folded), f"sheets of one name: {folded}")
        self.check(len(self.sheets) > 0, "no sheets")
        self.check_names(book)
        self.check_styles()
        self.check_strings()
        self.check_properties()

    def check_target(self, where, reference, cells=True):
        """'Sheet'!$A$1:$B$2 of a sheet that is there."""
        match = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", reference)
        if not self.check(match, f"{where}: no reference: {reference!r}"):
            return
        sheet = (match.group(1) or match.group(2)).replace("''", "'")
        self.check(sheet.casefold() in [name.casefold() for name, _ in self.sheets],
                   f"{where}: no sheet {sheet!r}")
        if cells:
            try:
                area(match.group(3))
            except Broken:
                self.check(False, f"{where}: no cells: {reference!r}")

    def check_names(self, book):
        seen = set()
        self.defined = set()
        for name in book.iter(S + "definedName"):
            word, scope = name.get("name"), name.get("localSheetId")
            key = (word.casefold(), scope)
            self.check(key not in seen, f"defined name {word} twice")
            seen.add(key)
            self.defined.add(word.casefold())
            self.check(scope is None or int(scope) < len(self.sheets), f"{word}: no sheet {scope}")
            if word.startswith("_xlnm."):
                for part in re.findall(r"(?:'(?:[^']|'')+'|[^',!]+)![^,]+", name.text):
                    self.check_target(word, part, cells=word != "_xlnm.Print_Titles")
                continue
            self.check(units(word) <= 255 and re.fullmatch(r"[^\W\d][\w.?]*|_[\w.?]*|\\[\w.?]*", word),
                       f"defined name {word!r}: characters that Excel refuses")
            self.check(not re.fullmatch(r"(?i)[A-Z]{1,3}\d+|R\d*C\d*|[RC]", word),
                       f"defined name {word!r}: is a cell")
            self.check_target(word, name.text.lstrip("="))

    def check_styles(self):
        styles = self.root("xl/styles.xml")
        counts = {}
        for group in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"):
            element = styles.find(S + group)
            counts[group] = len(element) if element is not None else 0
            if element is not None and element.get("count") is not None:
                self.check(int(element.get("count")) == len(element), f"styles: count of {group}")
        self.formats, self.differences = counts["cellXfs"], counts["dxfs"]
        self.check(self.formats <= 65490, "styles: too many formats")
        custom = {one.get("numFmtId") for one in styles.iter(S + "numFmt")}
        for one in styles.iter(S + "numFmt"):
            self.check(int(one.get("numFmtId")) >= 164 and 0 < units(one.get("formatCode")) <= 255,
                       f"styles: number format {one.get('formatCode')!r}")
        for xf in styles.find(S + "cellXfs"):
            self.check(int(xf.get("fontId")) < counts["fonts"]
                       and int(xf.get("fillId")) < counts["fills"]
                       and int(xf.get("borderId")) < counts["borders"], "styles: index out of range")
            number = xf.get("numFmtId")
            self.check(int(number) < 164 or number in custom, f"styles: no number format {number}")

    def check_strings(self):
        self.strings = []
        if "xl/sharedStrings.xml" not in self.names:
            return
        table = self.root("xl/sharedStrings.xml")
        for item in table:
            self.strings.append(runs(item))
        self.check(int(table.get("uniqueCount")) == len(self.strings), "shared strings: their count")

    def check_properties(self):
        core = self.root("docProps/core.xml")
        created = [one.text for one in core if one.tag.endswith("}created")]
        self.check(len(created) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created[0]),
                   f"docProps: created {created}")
        for one in core:
            self.check(one.text is None or units(one.text) <= 255 or not one.tag.endswith("}title"),
                       "docProps: a title too long")
        app = self.root("docProps/app.xml")
        pairs = [int(one.text) for one in app.find(E + "HeadingPairs").iter(V + "i4")]
        titles = app.find(E + "TitlesOfParts")[0]
        self.check(sum(pairs) == len(titles) == int(titles.get("size")), "docProps: titles of parts")
        self.check([one.text for one in titles][:len(self.sheets)] == [n for n, _ in self.sheets],
                   "docProps: sheets")

    # ---- sheets ----

    def check_sheet(self, name, part):
        sheet = self.root(part)
        order = [ORDER.index(one.tag[len(S):]) for one in sheet if one.tag[len(S):] in ORDER]
        self.check(order == sorted(order), f"{name}: elements out of order")
        self.check(len(order) == len(sheet), f"{name}: elements that no sheet has")
        cells = self.check_cells(name, sheet)
        merged = self.check_merges(name, sheet)
        self.check_columns(name, sheet)
        self.check_validations(name, sheet)
        self.check_conditions(name, sheet)
        self.check_links(name, part, sheet, cells)
        self.check_page(name, sheet)
        self.check_tables(name, part, sheet, cells, merged)
        drawing = sheet.find(S + "drawing")
        if drawing is not None:
            self.check_drawing(name, self.relations(part)[drawing.get(R + "id")][1])

    def text_of(self, where, cell):
        kind = cell.get("t", "n")
        value = cell.find(S + "v")
        self.check(cell.find(S + "f") is None, f"{where}: a formula")
        self.check(kind in ("s", "n", "inlineStr", "b"), f"{where}: type {kind}")
        if kind == "s":
            index = int(value.text)
            if not self.check(index < len(self.strings), f"{where}: no string {index}"):
                return ""
            return self.strings[index]
        if kind == "inlineStr":
            return runs(cell)
        if value is not None:
            try:
                float(value.text)
            except ValueError:
                self.check(False, f"{where}: no number: {value.text!r}")
        return None

    def check_text(self, where, text):
        self.check(units(text) <= 32767, f"{where}: {units(text)} characters")
        shown = decoded(text)
        self.check(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
                                 "\ufeff\ufffe\uffff\ud800-\udfff]", shown),
                   f"{where}: characters that no cell may have")

    def check_cells(self, name, sheet):
        cells = {}
        last_row = 0
        for row in sheet.find(S + "sheetData"):
            number = int(row.get("r"))
            self.check(number > last_row, f"{name}: row {number} after {last_row}")
            last_row = number
            self.check(float(row.get("ht", 0)) <= 409, f"{name}: row {number} is {row.get('ht')} high")
            last_column = 0
            for cell in row:
                where = f"{name}!{cell.get('r')}"
                place = cell_place(cell.get("r"))
                self.check(place[0] == number, f"{where}: in row {number}")
                self.check(place[1] > last_column, f"{where}: cells out of order")
                last_column = place[1]
                self.check(int(cell.get("s", 0)) < self.formats, f"{where}: no format {cell.get('s')}")
                text = self.text_of(where, cell)
                if text is not None:
                    self.check_text(where, text)
                cells[place] = text
        self.check_dimension(name, sheet, cells)
        return cells

    def check_dimension(self, name, sheet, cells):
        dimension = area(sheet.find(S + "dimension").get("ref"))
        for row, column in cells:
            if not (dimension[0] <= row <= dimension[2] and dimension[1] <= column <= dimension[3]):
                self.check(False, f"{name}: row {row}, column {column} lies outside its dimension")
                return

    def check_merges(self, name, sheet):
        merges = [area(one.get("ref")) for one in sheet.iter(S + "mergeCell")]
        for element in sheet.iter(S + "mergeCells"):
            self.check(int(element.get("count")) == len(merges), f"{name}: count of merged cells")
        ordered = sorted(merges)
        for index, one in enumerate(ordered):
            self.check(one[:2] != one[2:], f"{name}: one cell is merged")
            for other in ordered[index + 1:]:
                if other[0] > one[2]:
                    break
                self.check(not overlap(one, other), f"{name}: merged cells overlap: {one} {other}")
        return ordered

    def check_columns(self, name, sheet):
        last = 0
        for column in sheet.iter(S + "col"):
            first = int(column.get("min"))
            self.check(first > last and int(column.get("max")) >= first, f"{name}: columns overlap")
            last = int(column.get("max"))
            self.check(0 <= float(column.get("width", 9)) <= 255, f"{name}: a column too wide")
            self.check(last <= COLUMNS, f"{name}: too many columns")

    def check_validations(self, name, sheet):
        found = list(sheet.iter(S + "dataValidation"))
        for element in sheet.iter(S + "dataValidations"):
            self.check(int(element.get("count")) == len(found) <= 65534, f"{name}: validations")
        for one in found:
            for reference in one.get("sqref").split():
                area(reference)
            for key, limit in (("errorTitle", 32), ("promptTitle", 32), ("error", 255),
                               ("prompt", 255)):
                self.check(units(one.get(key, "")) <= limit, f"{name}: {key} of a validation too long")
            for formula in (one.find(S + "formula1"), one.find(S + "formula2")):
                text = formula.text if formula is not None else ""
                self.check(units(text) <= 255, f"{name}: formula of a validation too long")
                if one.get("type") == "list" and formula is not None and not text.startswith('"') \
                        and "!" not in text:
                    self.check(text.casefold() in self.defined, f"{name}: validation by {text!r}")

    def check_conditions(self, name, sheet):
        priorities = []
        for one in sheet.iter(S + "conditionalFormatting"):
            for reference in one.get("sqref").split():
                area(reference)
            for rule in one.iter(S + "cfRule"):
                priorities.append(rule.get("priority"))
                if rule.get("dxfId") is not None:
                    self.check(int(rule.get("dxfId")) < self.differences, f"{name}: no dxf")
                for formula in rule.iter(S + "formula"):
                    self.check(formula.text and units(formula.text) <= 8192
                               and not formula.text.startswith("="), f"{name}: condition {formula.text}")
                    for text in re.findall(r'"((?:[^"]|"")*)"', formula.text or ""):
                        self.check(units(text) <= 255, f"{name}: text of a condition too long")
        self.check(len(set(priorities)) == len(priorities), f"{name}: conditions of one priority")

    def check_links(self, name, part, sheet, cells):
        relations = self.relations(part)
        seen = set()
        links = list(sheet.iter(S + "hyperlink"))
        self.check(len(links) <= 65530, f"{name}: {len(links)} links")
        for one in links:
            where = f"{name}!{one.get('ref')}"
            self.check(one.get("ref") not in seen, f"{where}: two links")
            seen.add(one.get("ref"))
            place = area(one.get("ref"))[:2]
            self.check(cells.get(place), f"{where}: a link without text")
            self.check(units(one.get("tooltip", "")) <= 255, f"{where}: tooltip too long")
            if one.get(R + "id") is not None:
                self.check(one.get(R + "id") in relations, f"{where}: leads nowhere")
            else:
                self.check_target(where, one.get("location", ""))

    def check_page(self, name, sheet):
        for one in sheet.iter(S + "headerFooter"):
            for text in one:
                self.check(units(text.text or "") <= 255, f"{name}: {text.tag[len(S):]} too long")
        for one in sheet.iter(S + "pane"):
            cell_place(one.get("topLeftCell"))
        breaks = [int(one.get("id")) for one in sheet.iter(S + "brk")]
        self.check(len(set(breaks)) == len(breaks) and len(breaks) <= 1026 * 2, f"{name}: page breaks")

    def check_tables(self, name, part, sheet, cells, merged):
        relations = self.relations(part)
        places = []
        listed = [one.get(R + "id") for one in sheet.iter(S + "tablePart")]
        tables = {key for key, (kind, _) in relations.items() if kind == "table"}
        self.check(set(listed) == tables, f"{name}: tables {listed} but relationships {tables}")
        for key in listed:
            if key not in relations:
                continue
            place = self.check_table(name, self.root(relations[key][1]), cells)
            for other in places + merged:
                self.check(not overlap(place, other), f"{name}: a table overlaps {other}")
            places.append(place)
        own = sheet.find(S + "autoFilter")
        if own is not None:
            self.check(not any(overlap(area(own.get("ref")), one) for one in places),
                       f"{name}: a filter over a table")
            self.check("_xlnm._filterdatabase" in self.defined, f"{name}: a filter without its name")

    def check_table(self, name, table, cells):
        word = table.get("displayName")
        where = f"{name}: table {word}"
        place = area(table.get("ref"))
        columns = [one.get("name") for one in table.iter(S + "tableColumn")]
        self.check(re.fullmatch(r"[^\W\d][\w.]*|_[\w.]*", word) and units(word) <= 255
                   and not re.fullmatch(r"(?i)[A-Z]{1,3}\d+|[RC]", word), f"{where}: its name")
        self.check(word.casefold() not in self.table_names and word.casefold() not in self.defined,
                   f"{where}: the name is taken")
        self.table_names[word.casefold()] = name
        self.check(table.get("id") not in self.table_ids, f"{where}: id {table.get('id')} is taken")
        self.table_ids.add(table.get("id"))
        self.check(int(table.find(S + "tableColumns").get("count")) == len(columns)
                   == place[3] - place[1] + 1, f"{where}: {len(columns)} columns in {table.get('ref')}")
        self.check(place[2] > place[0], f"{where}: no row")
        self.check(len({one.casefold() for one in columns}) == len(columns), f"{where}: headings repeat")
        ids = [one.get("id") for one in table.iter(S + "tableColumn")]
        self.check(len(set(ids)) == len(ids), f"{where}: ids of columns")
        for index, heading in enumerate(columns):
            shown = cells.get((place[0], place[1] + index))
            self.check(shown is not None and decoded(heading) == decoded(shown),
                       f"{where}: heading {heading!r} but cell {shown!r}")
            self.check(0 < units(heading) <= 255, f"{where}: heading {heading!r}")
        own = table.find(S + "autoFilter")
        self.check(own is None or own.get("ref") == table.get("ref"), f"{where}: its filter")
        return place

    # ---- drawings ----

    def check_drawing(self, name, part):
        ids = []
        relations = self.relations(part)
        for anchor in self.root(part):
            first, last = anchor.find(D + "from"), anchor.find(D + "to")
            places = [[int(one.find(D + key).text) for key in ("row", "col")]
                      for one in (first, last) if one is not None]
            self.check(all(0 <= row < ROWS and 0 <= column < COLUMNS for row, column in places),
                       f"{name}: a drawing outside the sheet")
            self.check(len(places) < 2 or (places[0][0] <= places[1][0]
                                           and places[0][1] <= places[1][1]),
                       f"{name}: a drawing ends before it begins")
            for one in anchor.iter(D + "cNvPr"):
                ids.append(one.get("id"))
            for chart in anchor.iter(C + "chart"):
                self.check_chart(name, relations[chart.get(R + "id")][1])
            for picture in anchor.iter(A + "blip"):
                self.check(relations.get(picture.get(R + "embed"), ("", None))[1],
                           f"{name}: a picture without a file")
        self.check(len(set(ids)) == len(ids), f"{name}: drawings of one id")

    def check_chart(self, name, part):
        for formula in self.root(part).iter(C + "f"):
            for piece in formula.text.strip("()").split("),("):
                self.check_target(f"{name}: chart", piece)
        axes = [one.get("val") for one in self.root(part).iter(C + "axId")]
        owners = [axis.find(C + "axId").get("val") for axis in self.root(part).find(
            f"{C}chart/{C}plotArea") if axis.tag in (C + "catAx", C + "valAx", C + "dateAx")]
        self.check(set(axes) == set(owners), f"{name}: axes of a chart")
        if any(one.get("val") == "bar" for one in self.root(part).iter(C + "barDir")):
            # Without, every second category of lying bars goes without its name.
            self.check([one.get("val") for one in self.root(part).iter(C + "tickLblSkip")] == ["1"],
                       f"{name}: categories without their names")


def problems_of(data):
    """What is wrong with a workbook's bytes: a list of lines."""
    workbook = Workbook(data)
    try:
        workbook.check_package()
        workbook.check_workbook()
        for name, part in workbook.sheets:
            workbook.check_sheet(name, part)
        for rels, target in sorted(workbook.internal):
            workbook.check_target(rels, target)
    except (Broken, KeyError, AttributeError, ValueError, TypeError, IndexError) as error:
        workbook.check(False, f"can't be read: {type(error).__name__}: {error}")
    return workbook.problems


# ---- does it notice? -----------------------------------------------------------------------------

# What is broken: (which parts, what to find, what to put there).
FAULTS = [
    (r"\[Content_Types\]\.xml", r'<Override PartName="/xl/styles.xml"[^>]*/>', ""),
    (r"\[Content_Types\]\.xml", r"spreadsheetml\.worksheet\+xml", "spreadsheetml.table+xml"),
    (r"xl/_rels/workbook\.xml\.rels", r'Target="styles\.xml"', 'Target="nothing.xml"'),
    (r"xl/workbook\.xml", r'<sheet name="[^"]*"', '<sheet name="' + "x" * 32 + '"'),
    (r"xl/workbook\.xml", r'<sheet name="[^"]*"', '<sheet name="a/b"'),
    (r"xl/workbook\.xml", r'(<definedName name="List_[^<]*</definedName>)', r"\1\1"),
    (r"xl/workbook\.xml", r"(<definedName name=\"List_[^>]*>')[^']*", r"\1Nowhere"),
    (r"xl/worksheets/sheet2\.xml", r'<c r="[A-Z]+(\d+)"', r'<c r="ZZZZ\1"'),
    (r"xl/worksheets/sheet2\.xml", r' s="\d+"', ' s="9999"'),
    (r"xl/worksheets/sheet2\.xml", r' ht="[\d.]+"', ' ht="410"'),
    (r"xl/worksheets/sheet2\.xml", r"<dimension ref=\"[^\"]*\"", '<dimension ref="B2"'),
    (r"xl/worksheets/sheet2\.xml", r"(<row r=\"\d+\"[^>]*>)(.*?)(</row>)", r"\1\2\3\1\2\3"),
    (r"xl/worksheets/sheet\d+\.xml", r"<mergeCells count=\"\d+\">", '<mergeCells count="77">'),
    (r"xl/worksheets/sheet\d+\.xml", r'(<mergeCell ref="[^"]*"/>)', r"\1\1"),
    (r"xl/worksheets/sheet\d+\.xml", r'location="[^"]*"', "location=\"'Nowhere'!A1\""),
    (r"xl/worksheets/sheet\d+\.xml", r'errorTitle="[^"]*"', 'errorTitle="' + "x" * 33 + '"'),
    (r"xl/worksheets/sheet\d+\.xml", r"<formula1>List_[^<]*<", "<formula1>List_of_nothing<"),
    (r"xl/worksheets/sheet\d+\.xml", r'dxfId="\d+"', 'dxfId="999"'),
    (r"xl/worksheets/sheet\d+\.xml", r'priority="2"', 'priority="1"'),
    (r"xl/worksheets/sheet\d+\.xml", r"<oddHeader>", "<oddHeader>" + "x" * 256),
    (r"xl/worksheets/sheet\d+\.xml", r"(<pageMargins[^>]*/>)(<pageSetup[^>]*/>)", r"\2\1"),
    (r"xl/tables/table1\.xml", r'<tableColumn id="1" name="[^"]*"', '<tableColumn id="1" name="Other"'),
    (r"xl/tables/table1\.xml", r'ref="([A-Z]+\d+):[A-Z]+(\d+)"', r'ref="\1:B\2"'),
    (r"xl/tables/table1\.xml", r'displayName="[^"]*"', 'displayName="A1"'),
    (r"xl/tables/table2\.xml", r' id="2"', ' id="1"'),
    (r"xl/sharedStrings\.xml", r"<t>", "<t>_x0007_"),
    (r"xl/sharedStrings\.xml", r"<t>", "<t>" + "y" * 32768),
    (r"xl/sharedStrings\.xml", r"<t>", "<t>\u202e"),
    (r"xl/sharedStrings\.xml", r'uniqueCount="\d+"', 'uniqueCount="1"'),
    (r"xl/styles\.xml", r'<cellXfs count="\d+"', '<cellXfs count="1"'),
    (r"xl/drawings/drawing1\.xml", r"(<xdr:to><xdr:col>\d+</xdr:col>.*?<xdr:row>)\d+", r"\g<1>0"),
    (r"xl/charts/chart1\.xml", r"<c:f>[^<]*</c:f>", "<c:f>Nowhere!$A$1</c:f>"),
    (r"xl/drawings/_rels/drawing\d+\.xml\.rels", r'Target="#[^"]*"', 'Target="#Nowhere!A1"'),
    (r"docProps/app\.xml", r"<vt:i4>\d+</vt:i4>", "<vt:i4>77</vt:i4>"),
]


def broken(data, parts, find, put):
    """The archive with the first part that has it changed, or None if none has."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    done = False
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if not done and re.fullmatch(parts, name):
                changed, count = re.subn(find, put, text.decode("utf-8"), count=1, flags=re.S)
                done = count > 0
                text = changed.encode("utf-8")
            target.writestr(name, text)
    return out.getvalue() if done else None


def selftest(path):
    data = open(path, "rb").read()
    failures = problems_of(data)
    for parts, find, put in FAULTS:
        changed = broken(data, parts, find, put)
        if changed is None:
            failures.append(f"nothing to break: {parts} {find}")
        elif not problems_of(changed):
            failures.append(f"not noticed: {parts} {find}")
    return failures


def main():
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    found = False
    for path in arguments[1:] if arguments[0] == "--selftest" else arguments:
        for problem in (selftest(path) if arguments[0] == "--selftest"
                        else problems_of(open(path, "rb").read()))[:40]:
            print(f"{path}: {problem}", file=sys.stderr)
            found = True
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
