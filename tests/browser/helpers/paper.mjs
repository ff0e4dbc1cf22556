// The sealed paper and what a forger makes of it.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = process.env.PYTHON ?? fileURLToPath(new URL("../../../target/venv/bin/python", import.meta.url));
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./:+";

/** What a telephone reads from the page: the QR code of a 150 dpi rendering, by zxing. */
export async function scan(pdf) {
  const folder = await mkdtemp(path.join(tmpdir(), "wathiq-scan-"));
  try {
    await writeFile(path.join(folder, "page.pdf"), pdf);
    await run("pdftoppm", ["-r", "150", "-gray", "-png", "-singlefile", path.join(folder, "page.pdf"), path.join(folder, "page")]);
    const read = "import sys, zxingcpp; from PIL import Image; print(*(code.text for code in zxingcpp.read_barcodes(Image.open(sys.argv[1]))), sep='\\n')";
    const { stdout } = await run(python, ["-c", read, path.join(folder, "page.png")]);
    const found = stdout.trim().split("\n").filter((text) => /^https?:/i.test(text));
    if (found.length !== 1) throw new Error(`${found.length} codes on the page: ${stdout}`);
    return found[0];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Base43 to bytes: two bytes in three characters, little end first. */
export function decode(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const part = [...text.slice(at, at + 3)];
    const value = part.reduceRight((sum, sign) => sum * 43 + ALPHABET.indexOf(sign), 0);
    bytes.push(...(part.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Buffer.from(bytes);
}

/** Bytes to Base43. */
export function encode(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? (bytes[at] << 8) | bytes[at + 1] : bytes[at];
    for (let digits = pair ? 3 : 2; digits > 0; digits--, value = Math.floor(value / 43)) text += ALPHABET[value % 43];
  }
  return text;
}

/** The address with its credential changed by `change`, which gets the COSE bytes and gives them back. */
export async function forged(address, change) {
  const [place, fragment] = address.split("#");
  return `${place}#1${encode(await change(decode(fragment.slice(1))))}`;
}

/** The same bytes with a text replaced by another of the same length. */
export function replaced(bytes, from, to) {
  const at = bytes.indexOf(from);
  if (at < 0 || Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error(`${from} → ${to}`);
  const out = Buffer.from(bytes);
  out.write(to, at);
  return out;
}

/** The same statement signed by a key of one's own; `named`: under the key's own name, else under the commune's. */
export async function signedByAnother(bytes, named) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const spki = await crypto.subtle.exportKey("spki", publicKey);
  const kid = Buffer.from(await crypto.subtle.digest("SHA-256", spki)).subarray(0, 8);
  // 84, then the protected header {1: -7, 4: kid} as a byte string of 14 bytes: 4d or 4e, a2 01 26 04 48 …
  const out = Buffer.from(bytes);
  const name = out.indexOf(Buffer.from([0x04, 0x48])) + 2;
  if (named) kid.copy(out, name);
  const header = out.subarray(1, name + 8);
  const payload = out.subarray(name + 8 + 1, out.length - 66);
  // Sig_structure of RFC 9052, section 4.4; both byte strings keep the heads they have
  const context = Buffer.concat([Buffer.from([0x84, 0x6a]), Buffer.from("Signature1")]);
  const message = Buffer.concat([context, header, Buffer.from([0x40]), payload]);
  Buffer.from(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, message)).copy(out, out.length - 64);
  return out;
}
