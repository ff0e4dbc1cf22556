import assert from "node:assert/strict";
import test from "node:test";

import { base32, freshTotp, totp } from "./totp.mjs";

// the secret of RFC 6238, appendix B: the ASCII text "12345678901234567890"
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("base32 as in RFC 4648", () => {
  assert.equal(base32(SECRET).toString(), "12345678901234567890");
  assert.equal(base32("mzxw 6ytb oi==").toString(), "foobar");
  assert.throws(() => base32("A1"));
});

test("codes as in RFC 6238, appendix B", () => {
  for (const [seconds, code] of [
    [59, "94287082"],
    [1111111109, "07081804"],
    [1234567890, "89005924"],
    [20000000000, "65353130"],
  ]) {
    assert.equal(totp(SECRET, seconds, 8), code);
  }
});

test("two codes in one half minute are two", () => {
  assert.notEqual(freshTotp(SECRET, 59), freshTotp(SECRET, 59));
});
