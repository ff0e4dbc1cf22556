// Debian's Chromium, and what every page must hold.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import axe from "@axe-core/playwright";
import { chromium } from "playwright-core";

const AxeBuilder = axe.default ?? axe;
const pictures = process.env.SCREENSHOTS ?? fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));

/** The two sizes pages are looked at: a small phone held upright, and a desk. */
export const sizes = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 860 } },
};

/** Starts Chromium with nothing of its own going on the network. Give it back with `close()`. */
export async function launch() {
  const profile = await mkdtemp(path.join(tmpdir(), "wathiq-chromium-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--crash-dumps-dir=${profile}`,
    ],
  });
  return {
    /**
     * A page with cookies of its own: `size` of `sizes`, `language` as the browser asks for it, `javaScript` off for the pages that
     * must work without. It is watched: `page.complaints()` gives errors of the console and requests to elsewhere.
     */
    async page({ size = "phone", language = "fr", javaScript = true, ...more } = {}) {
      const context = await browser.newContext({ ...sizes[size], locale: language, javaScriptEnabled: javaScript, ...more });
      context.setDefaultTimeout(15_000);
      return watched(await context.newPage());
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function watched(page) {
  const complaints = [];
  let bytes = 0;
  page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const here = ["data:", "blob:", "about:"].includes(protocol) || ["127.0.0.1", "localhost"].includes(hostname);
    if (!here) complaints.push(`request to ${request.url()}`);
  });
  page.on("response", async (response) => {
    if (/font/.test(response.headers()["content-type"] ?? "")) return;
    const sizes = await response.request().sizes().catch(() => null);
    bytes += sizes?.responseBodySize ?? 0;
  });
  page.complaints = () => complaints;
  /** Bytes received so far, fonts excepted. */
  page.weight = () => bytes;
  return page;
}

/** What holds for every page: language, direction, one heading, no violation of WCAG 2.2 AA, no complaint of the browser. */
export async function assertGoodPage(page, language) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.equal(found.lang, language);
  assert.equal(found.dir, language === "ar" ? "rtl" : "ltr");
  assert.equal(found.headings, 1, "one h1");
  assert.notEqual(found.title, "", "a title");
  assert.ok(found.wide <= 0, `${found.wide} pixels too wide`);
  await assertAccessible(page);
  assert.deepEqual(page.complaints(), []);
}

/** No violation of WCAG 2.2 AA that axe can find. */
export async function assertAccessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html}`));
  assert.deepEqual(told, []);
}

/** A picture of the whole page in target/screenshots/, for people to look at. */
export async function picture(page, name) {
  await mkdir(pictures, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true, animations: "disabled" });
}
