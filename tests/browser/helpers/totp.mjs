// One-time codes of an authenticator app (RFC 6238: HMAC-SHA-1, six digits, thirty seconds).

import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes of a base32 text (RFC 4648), with or without spaces and padding. */
export function base32(text) {
  const digits = [...text.toUpperCase().replace(/[\s=-]/g, "")].map((letter) => {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) throw new Error(`not base32: ${letter}`);
    return digit.toString(2).padStart(5, "0");
  });
  const bits = digits.join("");
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

/** The code of a secret at an instant, in seconds since 1970. */
export function totp(secret, seconds = Date.now() / 1000, digits = 6) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const mac = createHmac("sha1", base32(secret)).update(counter).digest();
  const offset = mac[mac.length - 1] & 0xf;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).toString().padStart(digits, "0");
}

/** A code that was not used yet: the service takes each thirty seconds' code once, so a second sign-in takes the next one. */
const used = new Map();
export function freshTotp(secret, seconds = Date.now() / 1000) {
  const step = Math.max(Math.floor(seconds / 30), (used.get(secret) ?? 0) + 1);
  used.set(secret, step);
  return totp(secret, step * 30);
}
