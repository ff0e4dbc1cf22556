// The program itself, started for one file of specs on a free port with an empty data folder.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The built program: WATHIQ_BINARY, or the debug build of this working tree. */
export const binary = process.env.WATHIQ_BINARY ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, "target"), "debug/wathiq");

// All pages are asked for from one address here: its limits would stop the tests (zero switches a limit off).
const unlimited = Object.fromEntries(
  ["ORDERS_PER_HOUR", "TRACKING_PER_MINUTE", "DOWNLOADS_PER_MINUTE", "SIGN_IN_PER_MINUTE", "API_PER_MINUTE"].map((name) => [`WATHIQ__LIMITS__${name}`, "0"]),
);

/**
 * Starts `wathiq demo --port 0 --data-dir DIR --json` and waits for the line of JSON that says where it listens:
 * `{"url": "http://127.0.0.1:PORT", "staff": [{"email", "password", "totp_secret", "role", "tenant"}], …}`.
 * Gives that object with `stop()`, and `output()`: what the program has written to its log.
 */
export async function startDemo({ args = [], seconds = 60 } = {}) {
  const data = await mkdtemp(path.join(tmpdir(), "wathiq-demo-"));
  const child = spawn(binary, ["demo", "--port", "0", "--data-dir", data, "--json", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...unlimited },
  });
  const log = [];
  child.stderr.on("data", (bytes) => log.push(bytes.toString()));
  const exited = new Promise((resolve) => {
    child.on("error", (error) => resolve(`cannot start ${binary}: ${error.message}`));
    child.on("exit", (code, signal) => resolve(`the program ended (${signal ?? code})`));
  });
  // whatever ends this process ends the program too
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);

  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      log.push(`${line}\n`);
      if (line.startsWith("{")) resolve(JSON.parse(line));
    });
    exited.then((why) => reject(new Error(`${why}\n${log.join("")}`)));
    setTimeout(() => reject(new Error(`not ready after ${seconds} s\n${log.join("")}`)), seconds * 1000).unref();
  });

  const stop = async () => {
    process.removeListener("exit", end);
    child.kill("SIGTERM");
    const patience = setTimeout(end, 10_000);
    await exited;
    clearTimeout(patience);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const info = await ready;
    return { ...info, url: info.url.replace(/\/$/, ""), data, stop, output: () => log.join("") };
  } catch (error) {
    await stop();
    throw error;
  }
}
