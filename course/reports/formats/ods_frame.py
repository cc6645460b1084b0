"""What stands around the rows of an OpenDocument sheet: its styles, its window, its description."""

from xml.sax.saxutils import escape, quoteattr

from course.clock import LOCAL_ZONE
from course.reports.formats.document import Document
from course.reports.lists.cells import Column

NAMESPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
        for short, name in {
            "office": "office:1.0",
            "style": "style:1.0",
            "text": "text:1.0",
            "table": "table:1.0",
            "number": "datastyle:1.0",
            "fo": "xsl-fo-compatible:1.0",
            "meta": "meta:1.0",
            "config": "config:1.0",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    + ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"'
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PARTS = ("content.xml", "styles.xml", "settings.xml", "meta.xml")
MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
        for part in _PARTS
    )
    + "</manifest:manifest>"
)

MILLIMETRES = 2.1
"""Of one character of a column's width."""

_DAY = '<number:day number:style="long"/><number:text>.</number:text>'
_MONTH = '<number:month number:style="long"/><number:text>.</number:text>'
_YEAR = '<number:year number:style="long"/>'
_CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/>'
)


def automatic_styles(columns: tuple[Column, ...]) -> str:
    """Widths of columns, days as Poles write them, a heading that stands out."""
    widths = "".join(
        f'<style:style style:name="c{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{column.width * MILLIMETRES:.1f}mm"/>'
        "</style:style>"
        for number, column in enumerate(columns)
    )
    return (
        f"<office:automatic-styles>{widths}"
        f'<number:date-style style:name="d">{_DAY}{_MONTH}{_YEAR}</number:date-style>'
        f'<number:date-style style:name="m">{_DAY}{_MONTH}{_YEAR}{_CLOCK}</number:date-style>'
        '<style:style style:name="day" style:family="table-cell" style:data-style-name="d"/>'
        '<style:style style:name="moment" style:family="table-cell" style:data-style-name="m"/>'
        '<style:style style:name="signed" style:family="table-row">'
        '<style:table-row-properties style:row-height="12mm"'
        ' style:use-optimal-row-height="false"/></style:style>'
        '<style:style style:name="heading" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap"'
        ' fo:border-bottom="0.3mm solid #55636a"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        "</office:automatic-styles>"
    )


def styles_xml(document: Document) -> str:
    """A page of A4, lying, with the title and the number of the page at its foot."""
    return (
        f"{_HEAD}<office:document-styles {NAMESPACES}><office:automatic-styles>"
        '<style:page-layout style:name="lying"><style:page-layout-properties'
        ' fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape"'
        ' style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="lying"><style:footer>'
        f"<text:p>{escape(document.title)}<text:tab/><text:page-number>1</text:page-number>"
        "</text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def settings_xml(sheet: str) -> str:
    """The heading and the first column stay where they are."""
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, kind, value in (
            ("HorizontalSplitMode", "short", 2),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 1),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 3),
            ("PositionRight", "int", 1),
            ("PositionBottom", "int", 1),
        )
    )
    return (
        f"{_HEAD}<office:document-settings {NAMESPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        '<config:config-item-map-named config:name="Tables">'
        f"<config:config-item-map-entry config:name={quoteattr(sheet)}>{items}"
        "</config:config-item-map-entry></config:config-item-map-named>"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def meta_xml(document: Document, described: tuple[str, ...]) -> str:
    """Title, author, moment, and the description of the rows."""
    at = document.at.astimezone(LOCAL_ZONE).replace(tzinfo=None, microsecond=0).isoformat()
    return (
        f"{_HEAD}<office:document-meta {NAMESPACES}><office:meta>"
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.programme)}</dc:subject>"
        f"<dc:description>{escape(chr(10).join(described))}</dc:description>"
        f"<meta:initial-creator>{escape(document.by)}</meta:initial-creator>"
        f"<dc:creator>{escape(document.by)}</dc:creator>"
        f"<meta:creation-date>{at}</meta:creation-date><dc:date>{at}</dc:date>"
        "</office:meta></office:document-meta>"
    )
