"""Checks what wathiq makes with tools that other people wrote. Prints one line a check and sums them up.

A check is a file `check_*.py`, `check_*.mjs` or `check_*.sh` in a folder below this one; anything else there is a part of
it. It is run from the repository's root and has passed when it ends with 0, is skipped with 77, and has failed
otherwise. It may count more finely: a last line `N passed, N failed` or `N passed, N failed, N skipped`.

    target/venv/bin/python tests/interop/run.py [WORD…]    only checks whose path holds one of the words

What a check finds in its environment:
    WATHIQ_BINARY   the built program
    WATHIQ_SAMPLE   a folder that `wathiq demo --once` filled: the sealed PDF and the e-mail of one order
    WATHIQ_VECTORS  the golden files of the trust formats
    WATHIQ_SCRATCH  an empty folder of its own
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/interop"
RUNNERS = {".py": [sys.executable], ".mjs": ["node"], ".sh": ["bash"]}
SUMS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
SECONDS = 600


def checks(words):
    found = sorted(path for suffix in RUNNERS for path in HERE.glob(f"*/check_*{suffix}"))
    return [path for path in found if not words or any(word in str(path.relative_to(HERE)) for word in words)]


def sample(binary, folder):
    """One order from end to end. Without it, only the checks that need it fail."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            [binary, "demo", "--once", "--out", folder], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"wathiq demo --once: {error}"
    return None if done.returncode == 0 else f"wathiq demo --once ended with {done.returncode}\n{done.stderr[-4000:]}"


def run(path, environment):
    with tempfile.TemporaryDirectory(prefix="wathiq-interop-") as scratch:
        try:
            done = subprocess.run(
                [*RUNNERS[path.suffix], path],
                cwd=ROOT,
                env=environment | {"WATHIQ_SCRATCH": scratch, "PYTHONPATH": str(path.parent)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired as late:
            return (0, 1, 0), f"no end after {SECONDS} s\n{late.output or ''}"
    lines = done.stdout.rstrip().splitlines()
    sums = SUMS.match(lines[-1]) if lines else None
    if sums:
        passed, failed, skipped = (int(number or 0) for number in sums.groups())
        # ended badly without a failed check: it broke
        return (passed, failed or int(done.returncode != 0), skipped), "\n".join(lines[:-1])
    counts = {0: (1, 0, 0), 77: (0, 0, 1)}.get(done.returncode, (0, 1, 0))
    return counts, done.stdout


def main(words):
    binary = os.environ.get("WATHIQ_BINARY", str(ROOT / "target/debug/wathiq"))
    folder = ROOT / "target/interop/sample"
    subprocess.run(["rm", "-rf", folder], check=True)
    totals = [0, 0, 0]
    trouble = sample(binary, folder)
    if trouble:
        print(f"✗ the sample could not be made\n{trouble}")
        totals[1] += 1
    environment = os.environ | {
        "WATHIQ_BINARY": binary,
        "WATHIQ_SAMPLE": str(folder),
        "WATHIQ_VECTORS": str(ROOT / "server/seal/tests/vectors"),
    }
    for path in checks(words):
        began = time.monotonic()
        counts, output = run(path, environment)
        totals = [total + count for total, count in zip(totals, counts)]
        mark = "✗" if counts[1] else "✓" if counts[0] else "–"
        print(f"{mark} {path.relative_to(HERE)}: {counts[0]} of {sum(counts)} ({time.monotonic() - began:.1f} s)")
        if counts[1] or (counts[2] and not counts[0]):
            print("\n".join(f"    {line}" for line in output.splitlines()[-120:]))
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 1 if totals[1] or not totals[0] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
