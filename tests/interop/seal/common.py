"""What the checks share: where the vectors are, base43, and counting."""

import base64
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
DEFAULT = ROOT / "server" / "seal" / "tests" / "vectors"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./:+"


class Checks:
    """Prints each check and remembers whether one failed."""

    def __init__(self):
        self.failed = 0

    def that(self, name, holds):
        print(("ok    " if holds else "FAILED"), name)
        self.failed += not holds

    def end(self):
        print(f"{self.failed} failed")
        sys.exit(1 if self.failed else 0)


def vectors(folder):
    return json.loads((folder / "vectors.json").read_text(encoding="utf-8"))


def b64(text):
    return base64.b64decode(text, validate=True)


def un43(text):
    """Base43 to bytes; ValueError if no encoder writes it."""
    out = bytearray()
    for start in range(0, len(text), 3):
        digits = [ALPHABET.index(character) for character in text[start : start + 3]]
        if len(digits) == 1:
            raise ValueError("length")
        number = sum(digit * 43**place for place, digit in enumerate(digits))
        out += number.to_bytes(len(digits) - 1, "big")  # OverflowError if out of range
    return bytes(out)
