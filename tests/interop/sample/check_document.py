"""The PDF of one real order: every check of `document/check.py`, and the seal as pyHanko and pdfsig see it."""

import os
import pathlib
import subprocess
import sys

CHECK = pathlib.Path(__file__).parents[1] / "document/check.py"


def ended(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)
    except subprocess.TimeoutExpired:
        return 1, "no end after 120 s"
    return done.returncode, (done.stdout + done.stderr).strip()


def intact_for_pdfsig(pdf):
    # it ends with 0 whatever it finds, and does not know our root: its words decide
    _, words = ended("pdfsig", "-nocert", pdf)
    whole = "Total document signed" in words
    return "Signature is Valid" in words and whole, words


def intact_for_pyhanko(pdf):
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with open(pdf, "rb") as file:
        signatures = PdfFileReader(file).embedded_signatures
        if len(signatures) != 1:
            return False, f"{len(signatures)} signatures"
        status = validate_pdf_signature(signatures[0], ValidationContext(allow_fetching=False))
    whole = status.coverage.name == "ENTIRE_FILE"
    return status.intact and status.valid and whole, status.pretty_print_details()


def main():
    pdfs = sorted(pathlib.Path(os.environ["WATHIQ_SAMPLE"]).rglob("*.pdf"))
    outcomes = [("a PDF was made", bool(pdfs), "none")]
    for pdf in pdfs:
        for name in ended(sys.executable, CHECK, "--list")[1].split():
            code, words = ended(sys.executable, CHECK, "--only", name, pdf)
            outcomes.append((f"{pdf.name} {name}", code == 0, words))
        outcomes.append((f"{pdf.name} pdfsig", *intact_for_pdfsig(pdf)))
        outcomes.append((f"{pdf.name} pyhanko", *intact_for_pyhanko(pdf)))
    for what, good, words in outcomes:
        print(f"{'ok' if good else 'FAILED'} {what}" + ("" if good else f": {words}"))
    bad = sum(not good for _, good, _ in outcomes)
    print(f"{len(outcomes) - bad} passed, {bad} failed")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
