"""A small checker of PDF/A-3b with tags: what ISO 19005-3 asks and a library may get wrong.

veraPDF, the reference, comes in no package. Each rule gives words for what it found at fault.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ImportData", "/ResetForm"}
FORBIDDEN_ANNOTATIONS = {"/Sound", "/Screen", "/3D", "/Movie", "/RichMedia"}
MIME = re.compile(r"/\w[\w.+-]*/\w[\w.+-]*")
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CMYK = {"k", "K"}

Faults = Iterator[str]


def faults_of(content: bytes) -> list[str]:
    """Everything in a file that PDF/A-3b forbids, or that our papers promise beyond it."""
    try:
        pdf = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        return ["encrypted"]
    with pdf:
        return [*_frame(content), *(fault for rule in RULES for fault in rule(pdf))]


def _frame(content: bytes) -> Faults:
    head, _, rest = content.partition(b"\n")
    if not re.fullmatch(rb"%PDF-1\.[0-7]", head):
        yield "header"
    if not (rest[:1] == b"%" and all(byte > 127 for byte in rest[1:5])):
        yield "no binary comment"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "bytes after the end"


def _trailer(pdf: pikepdf.Pdf) -> Faults:
    if pdf.is_encrypted:
        yield "encrypted"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "no ID"


def _metadata(pdf: pikepdf.Pdf) -> Faults:
    if "/Metadata" not in pdf.Root:
        yield "no XMP"
        return
    stream: Any = pdf.Root.Metadata
    try:
        tree = ET.fromstring(stream.read_bytes())  # noqa: S314 -- our own file
    except ET.ParseError:
        yield "XMP is no XML"
        return
    for name, wanted in (("part", "3"), ("conformance", "B")):
        found = [node.text for node in tree.iter(PDFAID + name)]
        found += [node.get(PDFAID + name) for node in tree.iter() if node.get(PDFAID + name)]
        if found != [wanted]:
            yield f"pdfaid:{name} {found}"
    titles = [line.text for node in tree.iter(f"{DC}title") for line in node.iter(f"{RDF}li")]
    info: Any = pdf.trailer.get("/Info", {})
    if not titles or not titles[0] or titles[0] != str(info.get("/Title", "")):
        yield "title of XMP and Info"


def _intent(pdf: pikepdf.Pdf) -> Faults:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "output intents"
        return
    profile: Any = intents[0].get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[36:40] != b"acsp" or int(profile.N) != 3:
        yield "colour profile"


def _tags(pdf: pikepdf.Pdf) -> Faults:
    told: Any = pdf.Root.get("/MarkInfo", {})
    if not told.get("/Marked", False):
        yield "not marked"
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure"
    if not re.fullmatch(r"[a-z]{2}(-[A-Za-z0-9]+)*", str(pdf.Root.get("/Lang", ""))):
        yield "no language"


def _actions(pdf: pikepdf.Pdf) -> Faults:
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "JavaScript"
    for holder in (pdf.Root, *(page.obj for page in pdf.pages)):
        if "/AA" in holder:
            yield "additional actions"
    for thing in _dictionaries(pdf):
        if str(thing.get("/S")) in FORBIDDEN_ACTIONS:
            yield f"action {thing.get('/S')}"


def _fonts(pdf: pikepdf.Pdf) -> Faults:
    for font in _dictionaries(pdf):
        if font.get("/Type") != "/Font" or font.get("/Subtype") == "/Type0":
            continue
        name, described = font.get("/BaseFont"), font.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"font {name} not embedded"
        if font.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            yield f"font {name} has no CIDToGIDMap"
    for font in _dictionaries(pdf):
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            yield f"font {font.get('/BaseFont')} has no ToUnicode"


def _attached(pdf: pikepdf.Pdf) -> Faults:
    listed = {one.objgen for one in pdf.Root.get("/AF", [])}
    for spec in _dictionaries(pdf):
        if spec.get("/Type") != "/Filespec":
            continue
        name = spec.get("/UF")
        if not {"/F", "/UF", "/AFRelationship"} <= set(spec.keys()):
            yield f"file {name} is not described"
        if spec.objgen not in listed:
            yield f"file {name} is not associated"
        file: Any = spec.get("/EF", {}).get("/F")
        if file is None:
            yield f"file {name} lies outside"
        elif not MIME.fullmatch(str(file.get("/Subtype", ""))):
            yield f"file {name} has no media type"
        elif "/ModDate" not in file.get("/Params", {}):
            yield f"file {name} has no day"


def _streams(pdf: pikepdf.Pdf) -> Faults:
    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        if "/F" in stream:
            yield "a stream lies outside"
        filters: Any = stream.get("/Filter", [])
        named = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
        if {"/LZWDecode", "/Crypt"} & {str(one) for one in named}:
            yield "a filter that is forbidden"
        if stream.get("/Subtype") == "/PS" or "/PS" in stream:
            yield "PostScript"
        if stream.get("/Interpolate", False):
            yield "an image is interpolated"
        if {"/Alternates", "/OPI"} & set(stream.keys()):
            yield "another image in the place of one"


def _drawing(pdf: pikepdf.Pdf) -> Faults:
    for state in _dictionaries(pdf):
        if state.get("/Type") == "/ExtGState" and {"/TR", "/HTP"} & set(state.keys()):
            yield "a transfer function"
    for page in pdf.pages:
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
        if CMYK & operators:
            yield "colours of another device"


def _forms_and_notes(pdf: pikepdf.Pdf) -> Faults:
    form: Any = pdf.Root.get("/AcroForm", {})
    if "/XFA" in form or form.get("/NeedAppearances", False):
        yield "a form that draws itself"
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if str(note.get("/Subtype")) in FORBIDDEN_ANNOTATIONS:
                yield f"annotation {note.get('/Subtype')}"
            if not int(note.get("/F", 0)) & 4:
                yield "an annotation that is not printed"


RULES: tuple[Callable[[pikepdf.Pdf], Faults], ...] = (
    _trailer,
    _metadata,
    _intent,
    _tags,
    _actions,
    _fonts,
    _attached,
    _streams,
    _drawing,
    _forms_and_notes,
)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            yield thing
