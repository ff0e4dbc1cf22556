"""Judges trust lists, credentials and the status list with `cwt` and `pycose`."""

import hashlib
import pathlib
import sys
import zlib

import cbor2
from common import DEFAULT, Checks, b64, un43, vectors
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from cwt import COSE, COSEKey
from pycose.keys import EC2Key
from pycose.messages import CoseMessage

TAG = b"\xd2"  # COSE_Sign1; both libraries want it, only the status list has it


def kid_of(spki):
    return hashlib.sha256(spki).digest()[:8]


def verifies(tagged, spki):
    """The payload if both libraries accept the signature; they must agree."""
    key = load_der_public_key(spki)
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        by_cwt = COSE.new().decode(tagged, COSEKey.from_pem(pem, kid=kid_of(spki), alg="ES256"))
    except Exception:  # the library has no common class for what it refuses
        by_cwt = None
    try:
        numbers = key.public_numbers()
        message = CoseMessage.decode(tagged)
        message.key = EC2Key(crv="P_256", x=numbers.x.to_bytes(32, "big"), y=numbers.y.to_bytes(32, "big"))
        by_pycose = message.payload if message.verify_signature() else None
    except Exception:
        by_pycose = None
    if by_cwt != by_pycose:
        raise AssertionError(f"cwt and pycose disagree: {by_cwt!r} {by_pycose!r}")
    return by_cwt


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    data, checks = vectors(folder), Checks()
    roots = {kid_of(spki): spki for spki in map(b64, data["roots"])}

    for case in data["trust_lists"]:
        payloads = [verifies(TAG + b64(case["cose"]), spki) for spki in roots.values()]
        signed = any(payload is not None for payload in payloads)
        expected = case["refusal"] not in ("UnknownRoot", "Altered", "Unreadable")
        checks.that(f"trust list, {case['name']}: signature {'good' if expected else 'bad'}", signed == expected)

    trust = cbor2.loads(verifies(TAG + (folder / "trust-list.cwt").read_bytes(), b64(data["roots"][0])))
    checks.that("trust list: number, period", (trust["seq"], trust["exp"] - trust["iat"]) == (data["minimum_seq"], 30 * 86400))
    checks.that("trust list: next root is root B", trust["next_root"] == b64(data["roots"][1]))
    keys = {entry["kid"]: entry for entry in trust["keys"]}
    checks.that("trust list: short names follow from keys", all(kid_of(entry["spki"]) == kid for kid, entry in keys.items()))

    for case in data["credentials"]:
        expect = case["expect"]
        if expect["refusal"] in ("Unreadable", "NotOurs"):
            continue
        raw = un43(case["url"].split("#1", 1)[1])
        name = f"credential, {case['name']}"
        protected = cbor2.loads(cbor2.loads(raw)[0])
        entry = keys.get(protected[4])
        if expect["refusal"] == "UnknownIssuer":
            checks.that(f"{name}: key is not on the list", entry is None)
            continue
        payload = verifies(TAG + raw, entry["spki"])
        if expect["refusal"] == "Altered":
            checks.that(f"{name}: signature bad", payload is None)
            continue
        claims = cbor2.loads(payload)
        checks.that(f"{name}: deterministic CBOR", cbor2.dumps(claims, canonical=True) == payload)
        facts = claims[-70001]
        if expect["refusal"] is None:
            read = (claims[1], claims[6], claims.get(4), claims[65535], facts[:5], protected[4].hex())
            status = [expect["status"]["list"], expect["status"]["index"]]
            printed = [expect[key] for key in ("kind", "act_reference", "family_name", "given_name", "birth_date")]
            wanted = (expect["tenant"], expect["issued_at"], expect["expires_at"], status, printed, expect["kid"])
            checks.that(f"{name}: claims", read == wanted)
        elif expect["refusal"] == "WrongIssuerScope":
            checks.that(f"{name}: out of scope", claims[1] != entry["tenant"] or facts[0] not in entry["kinds"])
        elif expect["refusal"] == "KeyCompromised":
            checks.that(f"{name}: key is marked", entry["status"] == "compromised")
        elif expect["refusal"] == "OutsideKeyValidity":
            checks.that(f"{name}: dates", not entry["nbf"] <= claims[6] <= entry["naf"])
        else:
            checks.that(f"{name}: a refusal this script does not know", False)

    listed = data["status_list"]
    token = (folder / "status-list.cwt").read_bytes()
    checks.that("status list: tagged, and the same in both files", token[:1] == TAG and token == b64(listed["cwt"]))
    protected = cbor2.loads(cbor2.loads(token).value[0])
    checks.that("status list: media type", protected[16] == "application/statuslist+cwt")
    signer = keys[protected[4]]
    checks.that("status list: signed by the tenant", signer["tenant"] == listed["tenant"])
    claims = cbor2.loads(verifies(token, signer["spki"]))
    times = (claims[2], claims[6], claims[4], claims[65534])
    checks.that("status list: claims", times == tuple(listed[key] for key in ("uri", "issued_at", "expires_at", "ttl")))
    bits, packed = claims[65533]["bits"], zlib.decompress(claims[65533]["lst"])
    read = {place: packed[int(place) // 4] >> int(place) % 4 * 2 & 3 for place in listed["entries"]}
    checks.that("status list: entries", bits == 2 and len(packed) == 16384 and read == listed["entries"])
    checks.end()


main()
