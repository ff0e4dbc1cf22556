"""Asks independent tools what they make of a wathiq document. See README.md beside this file."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

from preflight import relabel, validate



class Failed(Exception):
    """A tool is not content."""


def run(*command: str, codes: tuple[int, ...] = (0,)) -> str:
    """Runs a tool and gives back what it printed; another exit code is a failure."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=120)
    if done.returncode not in codes:
        raise Failed(f"{command[0]} ended with {done.returncode}: {(done.stdout + done.stderr).strip()[:800]}")
    return done.stdout


def must(condition: bool, words: str) -> None:
    if not condition:
        raise Failed(words)


def folded(text: str) -> str:
    """White space as single blanks; direction marks, which a tool may add, left out. Nothing else is forgiven."""
    text = "".join(c for c in text if c not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\x0c")
    return " ".join(text.split())


def record_of(pdf: pikepdf.Pdf) -> dict | None:
    try:
        return json.loads(pdf.attachments["record.json"].get_file().read_bytes())
    except KeyError:
        return None


def facts(record: dict) -> list[str]:
    """Every text of the record that the paper has to show."""
    if record["kind"] == "cover-sheet":
        recipient = record["recipient"]
        return [recipient["name"], *recipient["lines"], recipient["postal_code"], recipient["city"]]
    languages = record["language"].split("-")
    found = []
    for path in ("person.given", "person.family", "person.birth_place", "person.nationality", "father", "mother",
                 "death_mention", "tenant.name", "tenant.province", "office.name", "officer.name", "tenant.legal_basis"):
        value = record
        for key in path.split("."):
            value = (value or {}).get(key)
        if value:
            found += [value[language] for language in languages if value[language]]
    tifinagh = (record.get("person") or {}).get("tifinagh")
    found += [tifinagh] if tifinagh else []
    found += [str(record["act"]["number"]), str(record["act"]["year"])]
    found.append(record["document"]["number"])
    return found


def syntax(path: Path, _options) -> str:
    run("qpdf", "--check", str(path))
    with tempfile.TemporaryDirectory() as folder:
        # into a file: into /dev/null mutool 1.21 never ends
        run("mutool", "clean", "-s", str(path), str(Path(folder) / "clean.pdf"))
    with pikepdf.open(path) as pdf:
        must(pdf.check_pdf_syntax() == [], "pikepdf finds faults")
    return "qpdf, mutool, pikepdf"


def objects(path: Path, _options) -> str:
    raw = path.read_bytes()
    must(raw.startswith(b"%PDF-1.7"), "the version is not 1.7")
    must(all(byte > 127 for byte in raw[raw.index(b"\n") + 2:][:4]), "no binary comment after the header")
    with pikepdf.open(path) as pdf:
        root, trailer = pdf.Root, pdf.trailer
        must(len(trailer.ID) == 2 and all(len(bytes(part)) == 16 for part in trailer.ID), "no identifier")
        must("/Encrypt" not in trailer, "encrypted")
        must(bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root, "not tagged")
        must(str(root.Lang) in ("ar", "fr"), "no language")
        must(bool(root.ViewerPreferences.DisplayDocTitle), "the title is not shown")
        (intent,) = root.OutputIntents
        must(intent.S == "/GTS_PDFA1", "output intent of another kind")
        profile = intent.DestOutputProfile
        must(int(profile.N) == 3 and profile.read_bytes()[36:40] == b"acsp", "no ICC profile")
        xmp = root.Metadata.read_raw_bytes()
        must("/Filter" not in root.Metadata, "compressed metadata")
        for words in (b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
            must(words in xmp, f"metadata lacks {words.decode()}")
        info = trailer.Info
        must(str(info.Title) in xmp.decode() or "&amp;" in xmp.decode(), "the title differs from the metadata's")
        date = str(info.CreationDate)
        iso = f"{date[2:6]}-{date[6:8]}-{date[8:10]}T{date[10:12]}:{date[12:14]}:{date[14:16]}Z"
        must(iso in xmp.decode(), "the date differs from the metadata's")
        for key in ("/OpenAction", "/AA", "/OCProperties", "/Perms"):
            must(key not in root, f"{key} in the catalog")
        if "/AF" in root:
            (attached,) = root.AF
            must(attached.AFRelationship == "/Data", "relationship is not Data")
            must(str(attached.F) == str(attached.UF) == "record.json" and str(attached.Desc), "attachment without name")
            embedded = attached.EF.F
            must(embedded.Subtype == "/application/json", "attachment of another type")
            must(int(embedded.Params.Size) == len(embedded.read_bytes()), "size of the attachment")
            must(str(embedded.Params.ModDate) == str(info.ModDate), "date of the attachment")
            must(root.Names.EmbeddedFiles.Names[1].objgen == attached.objgen, "attachment not in the name tree")
            must(record_of(pdf)["schema"].startswith("wathiq/"), "no record inside")
        for page in pdf.pages:
            must(page.obj.Tabs == "/S" and "/StructParents" in page.obj, "page without tab order or parents")
            must([round(float(side)) for side in page.mediabox] == [0, 0, 595, 842], "not A4")
        for kind, font in fonts(pdf):
            must(kind == "/Type0" and "/ToUnicode" in font, "font without text")
            (descendant,) = font.DescendantFonts
            must("/FontFile2" in descendant.FontDescriptor and "+" in str(font.BaseFont), "font not embedded as a subset")
        if "/AcroForm" in root:
            signature(pdf)
    return "catalog, metadata, output intent, attachment, fonts, field"


def fonts(pdf: pikepdf.Pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/DescendantFonts" in item:
            yield item.Subtype, item


def signature(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.AcroForm
    must(int(form.SigFlags) == 3, "signature flags")
    field = form.Fields[0]
    must(field.FT == "/Sig" and str(field.T) == "Sig1" and field.Subtype == "/Widget", "field apart from its widget")
    must(int(field.F) == 132 and str(field.TU) and "/N" in field.AP, "field without name, flags or appearance")
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    number = int(field.StructParent)
    element = next(parents[i + 1] for i in range(0, len(parents), 2) if int(parents[i]) == number)
    must(element.S == "/Form" and str(element.Alt), "field outside the tag tree")
    must(any(field.objgen == annotation.objgen for page in pdf.pages for annotation in page.obj.get("/Annots", [])),
         "field on no page")


def reads_back(text: str, record: dict, tool: str) -> str:
    text = folded(text)
    wanted = facts(record)
    for fact in wanted:
        # a fact too long for its line comes back with a blank where a word was broken
        whole, solid = folded(fact), folded(fact).replace(" ", "")
        must(whole in text or solid in text.replace(" ", ""), f"{tool} does not give back {whole!r}")
    return f"{len(wanted)} facts"


def tagged_text(path: Path, _options) -> str:
    with pikepdf.open(path) as pdf:
        record = record_of(pdf)
    text = run("pdfinfo", "-struct-text", str(path))
    # one quoted string a run
    runs = re.findall(r'^\s*"(.*?)"$', text, flags=re.M | re.S)
    return reads_back(" ".join(runs), {**record, "document": {"number": ""}}, "pdfinfo") if record else "no record"


def plain_text(path: Path, _options) -> str:
    with pikepdf.open(path) as pdf:
        record = record_of(pdf)
    if not record:
        return "no record"
    pages = run("mutool", "draw", "-q", "-F", "stext", str(path))
    # cells of a row share a line; blocks come one after the other as the page's operators do
    characters = re.findall(r'<char [^>]*?c="(.*?)"|(<line)', pages)
    text = "".join(" " if line else character for character, line in characters)
    for name, value in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, value)
    text = re.sub(r"&#x([0-9a-fA-F]+);", lambda code: chr(int(code[1], 16)), text)
    return reads_back(text, record, "mutool")


def pdf_ua(path: Path, _options) -> str:
    beside = Path(sys.executable).parent
    run(str(beside / "outloud"), "-q", str(path))
    run(str(beside / "pdfua"), "check", str(path))
    return "outloud, pdfua"


def pdf_a(path: Path, _options) -> str:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "1b.pdf"
        relabel(path, copy)
        faults = validate(copy)
    must(not faults, "preflight: " + "; ".join(faults))
    return "PDFBox preflight, 1b"


def picture(path: Path, folder: str, dpi: int) -> list[Path]:
    run("pdftoppm", "-r", str(dpi), "-png", str(path), str(Path(folder) / "page"))
    return sorted(Path(folder).glob("page*.png"))


def code(path: Path, options) -> str:
    import zxingcpp
    from PIL import Image
    from pyzbar import pyzbar

    with pikepdf.open(path) as pdf:
        record = record_of(pdf) or {}
    wanted = options.qr or record.get("verification", {}).get("url")
    if not wanted:
        return "no code expected"
    with tempfile.TemporaryDirectory() as folder:
        last = Image.open(picture(path, folder, 150)[-1])
        by_zxing = [found.text for found in zxingcpp.read_barcodes(last)]
        by_zbar = [found.data.decode() for found in pyzbar.decode(last)]
    must(by_zxing == [wanted], f"zxing reads {by_zxing}")
    must(by_zbar == [wanted], f"zbar reads {by_zbar}")
    return "zxing-cpp, zbar at 150 dpi"


def position(path: Path, _options) -> str:
    from PIL import Image, ImageChops

    with tempfile.TemporaryDirectory() as folder:
        for page in picture(path, folder, 100):
            image = Image.open(page).convert("L")
            box = ImageChops.invert(image).point(lambda value: 255 if value > 40 else 0).getbbox()
            edge = 12 / 25.4 * 100
            must(box is not None, f"{page.name} is empty")
            must(min(box[0], box[1], image.width - box[2], image.height - box[3]) >= edge - 1,
                 f"{page.name}: something within 12 mm of the edge: {box}")
    return "12 mm kept free"


CHECKS = {
    "syntax": syntax,
    "objects": objects,
    "tagged-text": tagged_text,
    "plain-text": plain_text,
    "pdf-ua": pdf_ua,
    "pdf-a": pdf_a,
    "code": code,
    "position": position,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--qr", help="what the code has to say")
    parser.add_argument("--only", action="append", choices=CHECKS, help="one check; may be given several times")
    parser.add_argument("--list", action="store_true", help="names the checks")
    options = parser.parse_args()
    if options.list:
        print("\n".join(CHECKS))
        return 0
    if not options.files:
        parser.error("a file is needed")
    failures = 0
    for path in options.files:
        for name in options.only or CHECKS:
            try:
                print(f"ok      {path.name}  {name}: {CHECKS[name](path, options)}")
            except Failed as failure:
                failures += 1
                print(f"FAILED  {path.name}  {name}: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
