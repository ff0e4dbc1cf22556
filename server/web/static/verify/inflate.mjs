// Inflate (RFC 1951) inside zlib (RFC 1950) for status lists: old phones have no DecompressionStream.
// Strict: refuses more than `most` bytes of output, a wrong checksum, and anything after the end.

// Lengths and distances grow in steps of a power of two; the last length, 258, has a sign of its own.
const grow = (count, extra, from) => Array.from({ length: count }, (_, i) => (from += 1 << extra(i)) - (1 << extra(i)));
const extraLength = (i) => (i < 8 || i === 28 ? 0 : (i >> 2) - 1);
const extraDistance = (i) => (i < 4 ? 0 : (i >> 1) - 1);
const BASE = [...grow(28, extraLength, 3), 258];
const DISTANCE = grow(30, extraDistance, 1);
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const fail = (why) => {
  throw new Error(`inflate: ${why}`);
};

// Canonical Huffman code: how many codes of each length, and the symbols in order.
const tree = (lengths) => {
  const count = new Uint16Array(16);
  for (const length of lengths) count[length]++;
  count[0] = 0;
  let left = 1;
  for (let length = 1; length < 16; length++) {
    left = left * 2 - count[length];
    if (left < 0) fail('code');
  }
  const start = new Uint16Array(17);
  for (let length = 1; length < 16; length++) start[length + 1] = start[length] + count[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => length && (symbols[start[length]++] = symbol));
  return { count, symbols };
};

export function inflate(bytes, most) {
  if (bytes.length < 6 || (bytes[0] & 15) !== 8 || (bytes[0] * 256 + bytes[1]) % 31 || bytes[1] & 32) fail('header');
  const end = bytes.length - 4;
  let at = 2;
  let hold = 0;
  let held = 0;
  const bits = (wanted) => {
    while (held < wanted) {
      if (at >= end) fail('end');
      hold |= bytes[at++] << held;
      held += 8;
    }
    const value = hold & ((1 << wanted) - 1);
    hold >>>= wanted;
    held -= wanted;
    return value;
  };
  const symbol = ({ count, symbols }) => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - first < count[length]) return symbols[index + code - first];
      index += count[length];
      first = (first + count[length]) << 1;
      code <<= 1;
    }
    return fail('symbol');
  };

  const out = [];
  const put = (byte) => (out.length < most ? out.push(byte) : fail('size'));
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      hold = held = 0;
      if (at + 4 > end) fail('end');
      const size = bytes[at] | (bytes[at + 1] << 8);
      if ((bytes[at + 2] | (bytes[at + 3] << 8)) !== (size ^ 0xffff) || at + 4 + size > end) fail('stored');
      for (const byte of bytes.subarray(at + 4, at + 4 + size)) put(byte);
      at += 4 + size;
      continue;
    }
    if (kind === 3) fail('block');
    let literals = new Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
    let distances = new Array(30).fill(5);
    if (kind === 2) {
      const many = bits(5) + 257;
      const far = bits(5) + 1;
      const codes = new Array(19).fill(0);
      for (let i = bits(4) + 4, k = 0; k < i; k++) codes[ORDER[k]] = bits(3);
      const lengths = [];
      for (const code = tree(codes); lengths.length < many + far; ) {
        const sign = symbol(code);
        if (sign < 16) lengths.push(sign);
        else {
          const value = sign === 16 ? lengths[lengths.length - 1] ?? fail('repeat') : 0;
          for (let times = sign === 16 ? bits(2) + 3 : sign === 17 ? bits(3) + 3 : bits(7) + 11; times--; ) lengths.push(value);
        }
      }
      if (lengths.length > many + far) fail('lengths');
      literals = lengths.slice(0, many);
      distances = lengths.slice(many);
    }
    const long = tree(literals);
    const back = tree(distances);
    for (let sign = symbol(long); sign !== 256; sign = symbol(long)) {
      if (sign < 256) {
        put(sign);
        continue;
      }
      if (sign > 285) fail('length');
      let length = BASE[sign - 257] + bits(extraLength(sign - 257));
      const step = symbol(back);
      if (step > 29) fail('distance');
      const distance = DISTANCE[step] + bits(extraDistance(step));
      if (distance > out.length) fail('distance');
      while (length--) put(out[out.length - distance]);
    }
  }
  if (at !== end) fail('tail');
  let a = 1;
  let b = 0;
  for (const byte of out) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  if (((b << 16) | a) >>> 0 !== new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0)) fail('checksum');
  return Uint8Array.from(out);
}
