// Every vector judged from its description alone: CBOR, base43, WebCrypto, no package. A second reader beside
// the crate; the verification page has code of its own.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? path.join(here, "../../../server/seal/tests/vectors");
const data = JSON.parse(fs.readFileSync(path.join(folder, "vectors.json"), "utf8"));
const { subtle } = globalThis.crypto;
const b64 = (text) => new Uint8Array(Buffer.from(text, "base64"));
const hex = (bytes) => Buffer.from(bytes).toString("hex");

let failed = 0;
const check = (name, got, want) => {
  const ok = JSON.stringify(got) === JSON.stringify(want);
  console.log(ok ? "ok    " : "FAILED", name, ok ? "" : `${JSON.stringify(got)} instead of ${JSON.stringify(want)}`);
  failed += ok ? 0 : 1;
};
class Refused extends Error {}
const refuse = (why) => {
  throw new Refused(why);
};

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./:+";
function un43(text) {
  const out = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((c) => ALPHABET.indexOf(c));
    if (digits.includes(-1) || digits.length === 1) refuse("Unreadable");
    const number = digits.reduceRight((sum, digit) => sum * 43 + digit, 0);
    if (digits.length === 3) {
      if (number > 0xffff) refuse("Unreadable");
      out.push(number >> 8, number & 255);
    } else {
      if (number > 0xff) refuse("Unreadable");
      out.push(number);
    }
  }
  return new Uint8Array(out);
}

// Deterministic CBOR only; maps become Map with number or string keys, integers up to 2^53.
function cbor(bytes, limit = 600) {
  if (bytes.length > limit) refuse("Unreadable");
  let at = 0;
  const take = (n) => {
    if (at + n > bytes.length) refuse("Unreadable");
    at += n;
    return bytes.subarray(at - n, at);
  };
  const number = (info) => {
    if (info < 24) return info;
    if (info > 27) refuse("Unreadable");
    const width = 1 << (info - 24);
    const n = take(width).reduce((sum, byte) => sum * 256 + byte, 0);
    if (n < (width === 1 ? 24 : 256 ** (width / 2))) refuse("Unreadable");
    return n;
  };
  const value = (depth) => {
    if (depth > 8) refuse("Unreadable");
    const [first] = take(1);
    const [major, info] = [first >> 5, first & 31];
    if (major === 7) return info === 20 ? false : info === 21 ? true : info === 22 ? null : refuse("Unreadable");
    if (major === 6) refuse("Unreadable");
    const n = number(info);
    if (major === 0) return n;
    if (major === 1) return -1 - n;
    if (major === 2) return take(n).slice();
    if (major === 3) {
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(n));
      } catch (error) {
        return refuse("Unreadable");
      }
    }
    if (n > bytes.length - at) refuse("Unreadable");
    if (major === 4) return Array.from({ length: n }, () => value(depth + 1));
    const map = new Map();
    let previous = null;
    for (let i = 0; i < n; i += 1) {
      const start = at;
      const key = value(depth + 1);
      if (typeof key !== "number" && typeof key !== "string") refuse("Unreadable");
      const spelled = Buffer.from(bytes.subarray(start, at));
      if (previous && Buffer.compare(previous, spelled) >= 0) refuse("Unreadable");
      previous = spelled;
      map.set(key, value(depth + 1));
    }
    return map;
  };
  const result = value(0);
  if (at !== bytes.length) refuse("Unreadable");
  return result;
}

const head = (major, n) => (n < 24 ? [major | n] : n < 256 ? [major | 24, n] : [major | 25, n >> 8, n & 255]);
const bstr = (bytes) => [...head(0x40, bytes.length), ...bytes];

function sign1(bytes, limit, tagged) {
  if (tagged && bytes[0] !== 0xd2) refuse("Unreadable");
  const parts = cbor(tagged ? bytes.subarray(1) : bytes, limit);
  if (!Array.isArray(parts) || parts.length !== 4) refuse("Unreadable");
  const [protectedBytes, unprotected, payload, signature] = parts;
  if (!(unprotected instanceof Map) || unprotected.size !== 0 || signature.length !== 64) refuse("Unreadable");
  const headers = cbor(protectedBytes, limit);
  if (![-7, -9].includes(headers.get(1)) || headers.get(4)?.length !== 8) refuse("Unreadable");
  if (headers.size !== (headers.has(16) ? 3 : 2)) refuse("Unreadable");
  const structure = [0x84, 0x6a, ...Buffer.from("Signature1"), ...bstr(protectedBytes), 0x40, ...bstr(payload)];
  return {
    kid: hex(headers.get(4)),
    typ: headers.get(16) ?? null,
    payload,
    async by(spki) {
      const key = await subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
      return subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, new Uint8Array(structure));
    },
  };
}

const kidOf = async (spki) => hex(new Uint8Array(await subtle.digest("SHA-256", spki)).subarray(0, 8));
const LIST = 4 * 1024 * 1024;

async function openTrustList(bytes, now, minimumSeq) {
  const message = sign1(bytes, LIST, false);
  if (message.typ !== null) refuse("Unreadable");
  const roots = [];
  for (const root of data.roots.map(b64)) if ((await kidOf(root)) === message.kid) roots.push(root);
  if (roots.length === 0) refuse("UnknownRoot");
  if (!(await message.by(roots[0]))) refuse("Altered");
  const list = cbor(message.payload, LIST);
  if (list.get("seq") < minimumSeq) refuse("Older");
  if (list.get("exp") < now) refuse("Expired");
  return list;
}

async function openCredential(url, trust, now) {
  const mark = url.indexOf("#");
  if (mark < 0 || url[mark + 1] !== "1") refuse("NotOurs");
  const message = sign1(un43(url.slice(mark + 2)), 600, false);
  if (message.typ !== null) refuse("Unreadable");
  const named = trust.get("keys").filter((key) => hex(key.get("kid")) === message.kid);
  if (named.length === 0) refuse("UnknownIssuer");
  let key = null;
  for (const candidate of named) if (await message.by(candidate.get("spki"))) key ??= candidate;
  if (!key) refuse("Altered");
  const claims = cbor(message.payload);
  const [kind, act, family, given, birth] = claims.get(-70001);
  if (key.get("tenant") !== claims.get(1) || !key.get("kinds").includes(kind)) refuse("WrongIssuerScope");
  if (key.get("status") === "compromised") refuse("KeyCompromised");
  const issued = claims.get(6);
  if (issued < key.get("nbf") || issued > key.get("naf")) refuse("OutsideKeyValidity");
  const expires = claims.get(4) ?? null;
  const shelf = issued > now + 3600 ? "NotYet" : expires !== null && expires < now ? "Expired" : "Current";
  const [list, index] = claims.get(65535);
  return {
    refusal: null, specimen: key.get("status") === "specimen", shelf, kid: message.kid,
    issuer: Object.fromEntries(key.get("name")), tenant: claims.get(1), kind, act_reference: act, family_name: family,
    given_name: given, birth_date: birth, issued_at: issued, expires_at: expires, status: { list, index },
  };
}

const refusalOf = async (work) => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.message };
    throw error;
  }
};
const sorted = (value) =>
  value === null || typeof value !== "object"
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));

for (const item of data.trust_lists) {
  const judged = await refusalOf(async () => {
    await openTrustList(b64(item.cose), item.now, item.minimum_seq);
    return { refusal: null };
  });
  check(`trust list, ${item.name}`, judged.refusal, item.refusal);
}
const trust = await openTrustList(new Uint8Array(fs.readFileSync(path.join(folder, "trust-list.cwt"))), data.now, 0);
for (const item of data.credentials) {
  const judged = await refusalOf(() => openCredential(item.url, trust, item.now));
  check(`credential, ${item.name}`, sorted(judged), sorted(item.expect));
}

const listed = data.status_list;
const message = sign1(b64(listed.cwt), LIST, true);
const signer = trust.get("keys").find((key) => hex(key.get("kid")) === message.kid && key.get("tenant") === listed.tenant);
check("status list, signature and type", [await message.by(signer.get("spki")), message.typ], [true, "application/statuslist+cwt"]);
const claims = cbor(message.payload, LIST);
check("status list, claims", [claims.get(2), claims.get(6), claims.get(4)], [listed.uri, listed.issued_at, listed.expires_at]);
const packed = zlib.inflateSync(claims.get(65533).get("lst"));
const entries = Object.keys(listed.entries).map((place) => [place, (packed[place >> 2] >> (place % 4) * 2) & 3]);
check("status list, entries", sorted(Object.fromEntries(entries)), sorted(listed.entries));

for (const [bytes, text] of data.base43) check(`base43 ${text}`, hex(un43(text)), bytes);
for (const text of data.base43_refused) check(`base43 refused ${text}`, (await refusalOf(() => un43(text))).refusal, "Unreadable");
for (const text of data.cbor_refused) {
  const bytes = new Uint8Array(Buffer.from(text, "hex"));
  check(`CBOR refused ${text}`, (await refusalOf(() => cbor(bytes))).refusal, "Unreadable");
}
console.log(`${failed} failed`);
process.exit(failed ? 1 : 0);
