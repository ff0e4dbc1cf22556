"""PDFBox preflight knows PDF/A-1b only: a copy is relabelled, without what 1b forbids and 3a allows."""

import re
import subprocess
from pathlib import Path

import pikepdf

JARS = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api"]
FOLDER = Path("/usr/share/java")
# 3.1.11: CIDSet, wanted by 1b for subsets of composite fonts and deprecated since; 3a does not ask for it
FORGIVEN = re.compile(r"^3\.1\.11")


def relabel(source: Path, target: Path) -> None:
    """Writes a copy that says it is PDF/A-1b."""
    with pikepdf.open(source) as pdf:
        xmp = pdf.Root.Metadata.read_bytes()
        xmp = re.sub(rb"<pdfaid:part>\d", b"<pdfaid:part>1", xmp)
        xmp = re.sub(rb"<pdfaid:conformance>.", b"<pdfaid:conformance>B", xmp)
        xmp = xmp.replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
        xmp = re.sub(rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", b"", xmp, flags=re.S)
        metadata = pikepdf.Stream(pdf, xmp)
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(metadata)
        for key in ("/AF", "/Names"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(target, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)


def validate(path: Path) -> list[str]:
    """What preflight finds, without what is forgiven; a crash of the tool is a finding."""
    classpath = ":".join(str(FOLDER / f"{jar}.jar") for jar in JARS)
    command = ["java", "-cp", classpath, "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line.strip() for line in done.stdout.splitlines() if re.match(r"^\s*\d+(\.\d+)+\s*:", line)]
    if done.returncode not in (0, 255) or (done.returncode == 255 and not lines):
        return [f"preflight ended with {done.returncode}: {(done.stdout + done.stderr)[-400:]}"]
    return [line for line in lines if not FORGIVEN.match(line)]
