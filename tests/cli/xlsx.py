"""Workbooks for the tests, written part by part, so that they can be wrong."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def letters(column):
    """1 is A, 27 is AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def cell(ref, value):
    """A number, a text (inline), a bool, or XML as it is ('<c …')."""
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return (f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">'
                f'{escape(value)}</t></is></c>')
    return f'<c r="{ref}"><v>{value}</v></c>'


def rows(*lines):
    """The XML of rows; None is a gap, a line of None an absent row."""
    out = ""
    for number, line in enumerate(lines, 1):
        if line is None:
            continue
        out += f'<row r="{number}">' + "".join(
            cell(f"{letters(column)}{number}", value)
            for column, value in enumerate(line, 1) if value is not None) + "</row>"
    return out


def sheet(name, data="", after="", state="visible", strict=False):
    """A worksheet: XML of its rows, and what stands behind them."""
    return (name, state, f'{XML}<worksheet xmlns="{STRICT if strict else MAIN}">'
            f"<cols><col min=\"1\" max=\"1\" width=\"9\"/></cols><sheetData>{data}</sheetData>"
            f"{after}</worksheet>")


def styles(formats):
    """Styles 1, 2, … by their formats: a built-in number or a code."""
    custom = "".join(f"<numFmt numFmtId=\"{164 + i}\" formatCode={quoteattr(f)}/>"
                     for i, f in enumerate(formats) if isinstance(f, str))
    xfs = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{164 + i if isinstance(f, str) else f}"/>'
        for i, f in enumerate(formats))
    return (f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts>'
            f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs>'
            f"</styleSheet>")


def strings(*items):
    """Shared strings: a text, or the XML inside of <si>."""
    return (f'{XML}<sst xmlns="{MAIN}">' + "".join(
        "<si>" + (s if s.startswith("<") else f"<t>{escape(s)}</t>") + "</si>"
        for s in items) + "</sst>")


def relations(*each):
    return f'{XML}<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in each
    ) + "</Relationships>"


def parts(*sheets, formats=(), texts=(), date1904=False, strict=False):
    """The parts of a workbook, by name."""
    main, rel = (STRICT, STRICT_REL) if strict else (MAIN, REL)
    out = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/'
                               'package/2006/content-types"/>',
        "_rels/.rels": relations(("rId1", rel + "/officeDocument", "xl/workbook.xml")),
    }
    book = f'{XML}<workbook xmlns="{main}" xmlns:r="{rel}">'
    if date1904:
        book += '<workbookPr date1904="1"/>'
    book += "<sheets>"
    links = []
    for i, (name, state, text) in enumerate(sheets, 1):
        book += (f'<sheet name={quoteattr(name)} sheetId="{i}" state="{state}" '
                 f'r:id="rId{i}"/>')
        links.append((f"rId{i}", rel + "/worksheet", f"worksheets/sheet{i}.xml"))
        out[f"xl/worksheets/sheet{i}.xml"] = text
    out["xl/workbook.xml"] = book + "</sheets></workbook>"
    if texts:
        out["xl/sharedStrings.xml"] = strings(*texts)
        links.append(("rId901", rel + "/sharedStrings", "sharedStrings.xml"))
    if formats:
        out["xl/styles.xml"] = styles(formats)
        links.append(("rId902", rel + "/styles", "styles.xml"))
    out["xl/_rels/workbook.xml.rels"] = relations(*links)
    return out


def save(name, all_parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in all_parts.items():
            z.writestr(part, text)


def book(name, *sheets, **options):
    save(name, parts(*sheets, **options))
