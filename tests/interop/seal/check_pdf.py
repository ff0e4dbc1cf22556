"""Judges a sealed PDF with pyHanko, and with pdfsig and qpdf where they are installed."""

import asyncio
import datetime
import io
import json
import logging
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from common import DEFAULT, Checks
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def judged(data, authority):
    """The verdict of pyHanko on the only signature, at the time the seal states."""
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    (signature,) = reader.embedded_signatures
    context = ValidationContext(
        trust_roots=[authority], allow_fetching=False, moment=signature.self_reported_timestamp, best_signature_time=None
    )
    return signature, asyncio.run(async_validate_pdf_signature(signature, signer_validation_context=context))


def genuine(data, authority):
    try:
        _, status = judged(data, authority)
    except Exception:  # a damaged file ends in many kinds of errors
        return False
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return status.bottom_line and whole and status.modification_level == ModificationLevel.NONE


def certificates(signature, authority_pem, checks):
    leaf = x509.load_der_x509_certificate(signature.signer_cert.dump())
    root = x509.load_pem_x509_certificate(authority_pem)
    leaf.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    checks.that("leaf: critical key usage", usage.critical and usage.value.digital_signature and usage.value.content_commitment)
    checks.that("leaf: nothing else", not any((usage.value.key_cert_sign, usage.value.crl_sign, usage.value.key_agreement)))
    subject_key = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    authority_key = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    checks.that("leaf: authority key identifier", subject_key.digest == authority_key.key_identifier)
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints)
    checks.that("root: authority of depth 0", constraints.critical and constraints.value.ca and constraints.value.path_length == 0)


def command_line(pdf, authority_pem, checks):
    """Tools of their own, on files."""
    with tempfile.TemporaryDirectory() as folder:
        file, root = pathlib.Path(folder, "sealed.pdf"), pathlib.Path(folder, "root.pem")
        file.write_bytes(pdf)
        root.write_bytes(authority_pem)
        pyhanko = pathlib.Path(sys.executable).parent / "pyhanko"
        trust = ["--trust", root, "--trust-replace"]
        summary = subprocess.run([pyhanko, "sign", "validate", "--executive-summary", *trust, file], capture_output=True, text=True)
        checks.that("pyhanko sign validate: VALID", summary.returncode == 0 and ":VALID" in summary.stdout)
        if shutil.which("pdfsig"):
            report = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True).stdout
            checks.that("pdfsig: valid", "Signature is Valid" in report and "ETSI.CAdES.detached" in report)
            checks.that("pdfsig: whole file", "Total document signed" in report)
        if shutil.which("qpdf"):
            checks.that("qpdf --check", subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0)


def main():
    pdf_path, pem_path = DEFAULT / "sealed.pdf", DEFAULT / "authority.pem"
    if len(sys.argv) == 2:
        pdf_path, pem_path = pathlib.Path(sys.argv[1], "sealed.pdf"), pathlib.Path(sys.argv[1], "authority.pem")
    elif len(sys.argv) == 3:
        pdf_path, pem_path = map(pathlib.Path, sys.argv[1:])
    pdf, pem = pdf_path.read_bytes(), pem_path.read_bytes()
    authority = load_cert_from_pemder(pem_path)
    checks = Checks()
    logging.disable(logging.CRITICAL)  # pyHanko prints a trace for every file it refuses

    signature, status = judged(pdf, authority)
    checks.that("pyHanko: intact, valid, trusted", status.intact and status.valid and status.trusted)
    checks.that("pyHanko: whole file", status.coverage == SignatureCoverageLevel.ENTIRE_FILE)
    checks.that("pyHanko: nothing after", status.modification_level == ModificationLevel.NONE)
    checks.that("pyHanko: form is sound", signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached")
    attributes = [attribute["type"].native for attribute in signature.signer_info["signed_attrs"]]
    checks.that("signed attributes", sorted(attributes) == ["content_type", "message_digest", "signing_certificate_v2"])
    checks.that("time is in /M", isinstance(signature.self_reported_timestamp, datetime.datetime))
    certificates(signature, pem, checks)
    command_line(pdf, pem, checks)

    checks.that("the unchanged file is accepted", genuine(pdf, authority))
    numbers = random.Random(43)
    accepted = []
    start = signature.byte_range[1]
    message_end = start + 1 + 2 * len(signature.signed_data.dump()) + 64
    for _ in range(60):
        place = numbers.randrange(len(pdf))
        if start < place and place >= message_end and place < signature.byte_range[2]:
            continue  # the zeros behind the message, which pyHanko does not look at; the crate does
        changed = bytearray(pdf)
        changed[place] ^= 1 << numbers.randrange(8)
        if genuine(bytes(changed), authority):
            accepted.append(place)
    # Inside the hexadecimal message a letter's case is a change that only the crate refuses.
    outside = [place for place in accepted if not start < place < signature.byte_range[2]]
    checks.that(f"changed files are refused (pyHanko accepted {json.dumps(outside)})", not outside)
    other = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.PEM)
    checks.that("the authority survives another tool's encoder", other.strip() == pem.strip())
    checks.end()


main()
