// The verifier against the golden vectors of wathiq-seal, made and judged by the Rust code. `node --test server/web/static-tests`
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';

import { base43, cbor, fragmentOf, openTrustList, verify } from '../static/verify/core.mjs';
import { inflate } from '../static/verify/inflate.mjs';

const vectors = JSON.parse(readFileSync(new URL('../../seal/tests/vectors/vectors.json', import.meta.url)));
const bytes = (base64) => new Uint8Array(Buffer.from(base64, 'base64'));
const hex = (text) => new Uint8Array(Buffer.from(text, 'hex'));
const roots = vectors.roots.map(bytes);
const [trustList] = vectors.trust_lists;

// What the network gives, unless a test says otherwise.
const online = (changes = {}) => ({
  trust: async () => ({ bytes: bytes(trustList.cose), fresh: true }),
  status: async (uri) => {
    assert.equal(uri, vectors.status_list.uri);
    return { bytes: bytes(vectors.status_list.cwt), fresh: true };
  },
  ...changes,
});
const offline = async () => {
  throw new Error('no network');
};
const judge = (url, now, changes, leastSeq = 7) =>
  verify(fragmentOf(url), { roots, load: online(changes), clock: () => now, leastSeq });
const named = (name) => vectors.credentials.find((credential) => credential.name === name);

const VERDICTS = {
  Altered: 'altered', UnknownIssuer: 'unknown-issuer', WrongIssuerScope: 'wrong-scope', KeyCompromised: 'key-compromised',
  OutsideKeyValidity: 'key-period', Unreadable: 'unreadable', NotOurs: 'not-ours',
};

for (const { name, url, now, expect } of vectors.credentials) {
  test(`credential: ${name}`, async () => {
    const { verdict, code, key } = await judge(url, now);
    if (expect.refusal) {
      assert.equal(verdict, VERDICTS[expect.refusal]);
      assert.equal(key, undefined, 'nothing of a refused code is shown');
      return;
    }
    const status = vectors.status_list.entries[String(expect.status.index)] ?? 0;
    const fresh = now <= vectors.status_list.expires_at && now >= expect.issued_at - 86400;
    assert.equal(verdict, expect.specimen ? 'specimen' : ['', 'withdrawn', 'suspended', 'superseded'][status] || (fresh ? 'genuine' : 'stale'));
    assert.equal(code.tenant, expect.tenant);
    assert.deepEqual(code.facts, { kind: expect.kind, act: expect.act_reference, family: expect.family_name, given: expect.given_name, birth: expect.birth_date });
    assert.equal(key.name.ar, expect.issuer.ar);
    assert.equal(key.name.fr, expect.issuer.fr);
  });
}

for (const { name, cose, now, minimum_seq: least, refusal } of vectors.trust_lists) {
  test(`trust list: ${name}`, async () => {
    const opened = openTrustList(bytes(cose), roots, least);
    // an expired list still tells keys apart; the verdict is then amber, see below
    if (refusal && refusal !== 'Expired') await assert.rejects(opened);
    else assert.equal((await opened).exp < now, refusal === 'Expired');
  });
}

test('base43 reads what Rust wrote, and nothing else', () => {
  for (const [raw, text] of vectors.base43) if (text) assert.deepEqual(base43(text), hex(raw));
  for (const text of vectors.base43_refused) assert.throws(() => base43(text), { reason: 'unreadable' });
});

test('CBOR is strict', () => {
  for (const raw of vectors.cbor_refused) assert.throws(() => cbor(hex(raw)), { reason: 'unreadable' }, raw);
  assert.throws(() => cbor(new Uint8Array(601)), { reason: 'unreadable' });
});

test('green needs everything fresh', async () => {
  const { url, now } = named('genuine');
  const stale = (bytes) => async () => ({ bytes, fresh: false });
  assert.equal((await judge(url, now)).verdict, 'genuine');
  assert.equal((await judge(url, now, { status: offline })).verdict, 'unchecked');
  assert.equal((await judge(url, now, { status: stale(bytes(vectors.status_list.cwt)) })).verdict, 'stale');
  assert.equal((await judge(url, now, { trust: stale(bytes(trustList.cose)) })).verdict, 'stale');
  assert.equal((await judge(url, vectors.status_list.expires_at + 1)).verdict, 'stale');
  assert.equal((await judge(url, now, { trust: offline })).verdict, 'unavailable');
  assert.equal((await judge(url, now, {}, 8)).verdict, 'unavailable');
});

test('a withdrawn document is red even when the list is old', async () => {
  const { url } = named('withdrawn');
  assert.equal((await judge(url, vectors.status_list.expires_at + 1)).verdict, 'withdrawn');
});

test('a status list that is changed, of another list, or no list says nothing', async () => {
  const { url, now } = named('genuine');
  const list = bytes(vectors.status_list.cwt);
  for (let at = 0; at < list.length; at += 7) {
    const changed = list.slice();
    changed[at] ^= 1;
    assert.equal((await judge(url, now, { status: async () => ({ bytes: changed, fresh: true }) })).verdict, 'unchecked', `byte ${at}`);
  }
  assert.equal((await judge(url, now, { status: async () => ({ bytes: bytes(trustList.cose), fresh: true }) })).verdict, 'unchecked');
});

test('any changed sign of a code is refused', async () => {
  const { url, now } = named('genuine');
  const at = url.indexOf('#') + 2;
  for (let i = at; i < url.length; i += 3) {
    const changed = url.slice(0, i) + (url[i] === '0' ? '1' : '0') + url.slice(i + 1);
    const { verdict, key } = await judge(changed, now);
    assert.equal(key, undefined, `sign ${i}: ${verdict}`);
    assert.ok(['unreadable', 'altered', 'unknown-issuer'].includes(verdict), `sign ${i}: ${verdict}`);
  }
});

test('rubbish ends in a verdict, never in an exception', async () => {
  for (const text of ['', '1', '1 ', '2ABC', '1'.repeat(5000), '1\u202e', 'x', '%', '1%E0%A4%A', '<script>', '1000']) {
    const { verdict } = await verify(fragmentOf(`#${text}`), { roots, load: online(), clock: () => vectors.now });
    assert.ok(['unreadable', 'not-ours'].includes(verdict), `${JSON.stringify(text)}: ${verdict}`);
  }
});

test('the fragment is found wherever it was pasted from', () => {
  const { url } = named('genuine');
  const fragment = url.slice(url.indexOf('#') + 1);
  for (const text of [url, ` ${url}\n`, `#${fragment}`, fragment, url.replaceAll('$', '%24')]) assert.equal(fragmentOf(text), fragment);
});

test('inflate agrees with zlib and is limited', () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  for (const size of [0, 1, 300, 16384]) {
    for (const level of [0, 1, 9]) {
      const plain = Uint8Array.from({ length: size }, () => (random() % 5 ? 0 : random() % 256));
      assert.deepEqual(inflate(new Uint8Array(deflateSync(plain, { level })), size), plain);
    }
  }
  const bomb = new Uint8Array(deflateSync(new Uint8Array(1 << 20)));
  assert.throws(() => inflate(bomb, 1 << 16), /size/);
  const plain = new Uint8Array(1000).map((_, i) => (i * i) % 251);
  const good = new Uint8Array(deflateSync(plain));
  for (let at = 2; at < good.length; at++) {
    const changed = good.slice();
    changed[at] ^= 16;
    assert.throws(() => inflate(changed, 1000), /inflate/, `byte ${at}`);
  }
});
