// The verifier: from the fragment of the address to a verdict. No DOM, no words. Keys come from the pinned trust
// list only, never from the code. Everything is read strictly: one way to write a thing, limited size and depth.

import { inflate } from './inflate.mjs';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./:+';
const DAY = 86400;
const LIMITS = { code: 600, list: 2_000_000, status: 1 << 22 };

/** The code or a list is not what it must be; `reason` is the verdict. */
const refuse = (reason, why = reason) => {
  throw Object.assign(new Error(why), { reason });
};
const unreadable = () => refuse('unreadable');

/** Base43: three characters for two bytes, little end first; two for the last odd byte. */
export function base43(text) {
  if (!text || text.length > LIMITS.code * 1.5 + 3) unreadable();
  const out = [];
  for (let i = 0; i < text.length; i += 3) {
    let value = 0;
    const part = text.slice(i, i + 3);
    for (let k = part.length - 1; k >= 0; k--) {
      const digit = ALPHABET.indexOf(part[k]);
      if (digit < 0) unreadable();
      value = value * 43 + digit;
    }
    if (part.length === 1 || value > (part.length === 3 ? 0xffff : 0xff)) unreadable();
    if (part.length === 3) out.push(value >> 8);
    out.push(value & 255);
  }
  return Uint8Array.from(out);
}

// Keys stand in the order of their bytes (RFC 8949, 4.2.1), so none can stand twice.
const precedes = (a, b) => {
  const at = [...b].findIndex((byte, i) => a[i] !== byte);
  return at >= 0 && (a[at] ?? -1) < b[at];
};

/** Strict CBOR (RFC 8949, the deterministic core without floats and tags). Maps become `Map`. */
export function cbor(bytes, most = LIMITS.code) {
  if (!(bytes instanceof Uint8Array) || bytes.length > most) unreadable();
  let at = 0;
  const take = (length) => {
    if (length > bytes.length - at) unreadable();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const item = (depth) => {
    if (depth > 8) unreadable();
    const [head] = take(1);
    const kind = head >> 5;
    const short = head & 31;
    if (kind === 7) return short === 20 ? false : short === 21 ? true : short === 22 ? null : unreadable();
    let value = short;
    if (short > 23) {
      if (short > 27) unreadable();
      value = take(1 << (short - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
      const least = short === 24 ? 24 : 2 ** (8 << (short - 25));
      if (value < least || !Number.isSafeInteger(value)) unreadable();
    }
    if (kind === 0) return value;
    if (kind === 1) return -1 - value;
    if (kind === 2) return take(value).slice();
    if (kind === 3) {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(value));
      } catch {
        return unreadable();
      }
    }
    if (kind === 6 || value > bytes.length - at) return unreadable();
    if (kind === 4) return Array.from({ length: value }, () => item(depth + 1));
    const map = new Map();
    for (let i = 0, before = []; i < value; i++) {
      const start = at;
      const key = item(depth + 1);
      const encoded = bytes.subarray(start, at);
      if ((typeof key !== 'number' && typeof key !== 'string') || !precedes(before, encoded)) unreadable();
      before = encoded;
      map.set(key, item(depth + 1));
    }
    return map;
  };
  const value = item(0);
  if (at !== bytes.length) unreadable();
  return value;
}

const head = (kind, length) =>
  length < 24 ? [(kind << 5) | length]
  : length < 256 ? [(kind << 5) | 24, length]
  : length < 65536 ? [(kind << 5) | 25, length >> 8, length & 255]
  : [(kind << 5) | 26, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];

/** What COSE_Sign1 signs (RFC 9052, 4.4). */
export function signed(protectedHeader, payload) {
  const parts = [[0x84, ...head(3, 10)], new TextEncoder().encode('Signature1'), head(2, protectedHeader.length), protectedHeader, [0x40], head(2, payload.length), payload];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const isBytes = (value, length) => value instanceof Uint8Array && (length === undefined || value.length === length);
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
const isText = (value) => typeof value === 'string';

/** Takes a COSE_Sign1 apart; `tagged`: tag 18 may stand before it (RFC 9052, 4.2). */
export function cose(bytes, most = LIMITS.code, tagged = false, more = []) {
  const value = cbor(tagged && bytes[0] === 0xd2 ? bytes.subarray(1) : bytes, most);
  if (!Array.isArray(value) || value.length !== 4) unreadable();
  const [raw, open, payload, signature] = value;
  if (!isBytes(raw) || !(open instanceof Map) || open.size || !isBytes(payload) || !isBytes(signature, 64)) unreadable();
  const header = cbor(raw);
  if (!(header instanceof Map) || [...header.keys()].some((key) => ![1, 4, ...more].includes(key))) unreadable();
  // ES256, or its fully specified name (RFC 9864)
  if (![-7, -9].includes(header.get(1)) || !isBytes(header.get(4), 8)) unreadable();
  return { header, kid: header.get(4), payload, signature, tbs: signed(raw, payload) };
}

async function isSignedBy(spki, message) {
  try {
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, message.signature, message.tbs);
  } catch {
    return false;
  }
}

export const kidOf = async (spki) => new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, 8);

/** The trust list, when a pinned root signed it and it is not older than one seen before. */
export async function openTrustList(bytes, roots, leastSeq = 0) {
  const message = cose(bytes, LIMITS.list, true, [3, 16]);
  let trusted = false;
  for (const root of roots) {
    if (same(await kidOf(root), message.kid) && (await isSignedBy(root, message))) trusted = true;
  }
  if (!trusted) refuse('unavailable', 'trust list: root');
  const list = cbor(message.payload, LIMITS.list);
  const [seq, iat, exp, tsl, keys] = ['seq', 'iat', 'exp', 'tsl', 'keys'].map((name) => list.get?.(name));
  if (!isTime(seq) || seq < leastSeq || !isTime(iat) || !isTime(exp) || !isText(tsl) || !Array.isArray(keys)) refuse('unavailable', 'trust list: form');
  const shape = (entry) => {
    const key = Object.fromEntries(entry instanceof Map ? entry : []);
    const name = key.name instanceof Map ? Object.fromEntries(key.name) : {};
    const good = isBytes(key.kid, 8) && isBytes(key.spki) && isText(key.tenant) && isText(name.ar) && isText(name.fr) && Array.isArray(key.kinds) && isTime(key.nbf) && isTime(key.naf) && isText(key.status);
    return good && key.alg === -7 ? { ...key, name } : undefined;
  };
  return { seq, iat, exp, tsl, keys: keys.map(shape).filter(Boolean) };
}

/** The fragment of a pasted address. */
export function fragmentOf(text) {
  const trimmed = text.trim();
  const at = trimmed.indexOf('#');
  const part = at < 0 ? trimmed : trimmed.slice(at + 1);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads a fragment without trusting it. */
export function read(fragment) {
  if (fragment[0] !== '1') refuse('not-ours');
  const message = cose(base43(fragment.slice(1)));
  const claims = cbor(message.payload);
  if (!(claims instanceof Map) || [...claims.keys()].some((key) => ![1, 6, 4, 65535, -70001].includes(key))) unreadable();
  const place = claims.get(65535);
  const facts = claims.get(-70001);
  const good = isText(claims.get(1)) && isTime(claims.get(6)) && (!claims.has(4) || isTime(claims.get(4)))
    && Array.isArray(place) && place.length === 2 && place.every(isTime)
    && Array.isArray(facts) && [6, 7].includes(facts.length) && isTime(facts[0]) && facts.slice(1, 5).every(isText)
    && /^\d{4}(-\d\d(-\d\d)?)?$/.test(facts[4]) && isBytes(facts[5], 16) && (facts.length === 6 || isBytes(facts[6], 16));
  if (!good) unreadable();
  const [kind, act, family, given, birth] = facts;
  return { message, tenant: claims.get(1), iat: claims.get(6), exp: claims.get(4), list: place[0], index: place[1], facts: { kind, act, family, given, birth } };
}

/** The key that signed, bound to the tenant and the kind the code names. */
export async function signer(code, trust) {
  const named = trust.keys.filter((key) => same(key.kid, code.message.kid));
  if (!named.length) refuse('unknown-issuer');
  let found;
  for (const key of named) if (!found && (await isSignedBy(key.spki, code.message))) found = key;
  if (!found) refuse('altered');
  if (found.tenant !== code.tenant || !found.kinds.includes(code.facts.kind)) refuse('wrong-scope');
  if (found.status === 'compromised') refuse('key-compromised');
  if (!['active', 'retired', 'specimen'].includes(found.status)) refuse('unknown-issuer', 'status of the key');
  if (code.iat < found.nbf || code.iat > found.naf) refuse('key-period');
  return found;
}

export const statusUri = (trust, code) =>
  trust.tsl.replace('{tenant}', encodeURIComponent(code.tenant)).replace('{list}', code.list);

/** Status in a Token Status List (CWT) signed by a key of the same tenant. */
export async function openStatus(bytes, code, trust) {
  const message = cose(bytes, LIMITS.list, true, [16]);
  const keys = trust.keys.filter((key) => key.tenant === code.tenant && same(key.kid, message.kid) && ['active', 'retired', 'specimen'].includes(key.status));
  let trusted = false;
  for (const key of keys) trusted ||= await isSignedBy(key.spki, message);
  const claims = cbor(message.payload, LIMITS.list);
  const list = claims.get?.(65533);
  const [bits, lst] = ['bits', 'lst'].map((name) => list?.get?.(name));
  // a list of another tenant or number must not be passed off as this one
  const place = (uri) => new URL(uri, 'https://x.invalid').pathname;
  if (!trusted || message.header.get(16) !== 'application/statuslist+cwt' || !isText(claims.get(2)) || place(claims.get(2)) !== place(statusUri(trust, code))) refuse('status');
  if (!isTime(claims.get(6)) || ![1, 2, 4, 8].includes(bits) || !isBytes(lst)) refuse('status');
  const table = inflate(lst, LIMITS.status);
  const bit = code.index * bits;
  if (bit >> 3 >= table.length) refuse('status');
  return { value: (table[bit >> 3] >> (bit & 7)) & ((1 << bits) - 1), iat: claims.get(6), exp: claims.get(4) ?? claims.get(6) + 7 * DAY };
}

/**
 * The verdict on a fragment. `load.trust()` and `load.status(uri)` give `{ bytes, fresh }` or throw; `clock` gives
 * seconds, after loading. Always answers; facts only of a code whose signature, key and scope are right.
 */
export async function verify(fragment, { roots, load, clock, leastSeq = 0 }) {
  let trust;
  try {
    const code = read(fragment);
    if (!globalThis.crypto?.subtle) refuse('unsupported');
    let fetched;
    try {
      fetched = await load.trust();
      trust = await openTrustList(fetched.bytes, roots, leastSeq);
    } catch (error) {
      refuse('unavailable', error.message);
    }
    const key = await signer(code, trust);
    let status;
    try {
      const { bytes, fresh } = await load.status(statusUri(trust, code));
      status = { ...(await openStatus(bytes, code, trust)), fresh };
    } catch {
      status = undefined;
    }
    return { verdict: judge(code, key, status, trust, fetched.fresh, clock()), code, key, status, trust };
  } catch (error) {
    return { verdict: error.reason ?? 'unreadable', trust };
  }
}

function judge(code, key, status, trust, trustFresh, now) {
  if (key.status === 'specimen') return 'specimen';
  if (status && status.value) return ['', 'withdrawn', 'suspended', 'superseded'][status.value] ?? 'withdrawn';
  if (!status) return 'unchecked';
  // green needs everything fresh
  if (!status.fresh || !trustFresh || now > status.exp || now > trust.exp || now < code.iat - DAY) return 'stale';
  if (code.exp !== undefined && now > code.exp) return 'expired';
  return 'genuine';
}
