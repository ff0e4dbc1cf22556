// Debian's Chromium, and what every page must hold.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

const pictures = process.env.SCREENSHOTS ?? fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));

/** The two sizes pages are looked at: a phone held upright, and a desk. */
export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};

/** The narrowest screen that pages must fit. */
const NARROW = { width: 320, height: 640 };

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
      return watched(await context.newPage(), javaScript);
    },
    /** Closes every page: a file's tests call it after each of them. */
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function watched(page, javaScript) {
  const complaints = [];
  const answers = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    // "chrome": the parts of the browser's own PDF viewer
    const here = /^(data|blob|about|chrome|chrome-extension):$/.test(protocol) || ["127.0.0.1", "localhost"].includes(hostname);
    if (!here) complaints.push(`request to ${request.url()}`);
  });
  page.on("response", (response) => answers.push(response));
  page.javaScript = javaScript;
  page.complaints = () => complaints;
  /** Bytes that pages and what they are made of took on the way, fonts and PDFs excepted. */
  page.weight = async () => {
    const counted = answers.filter((answer) => answer.url().startsWith("http") && !/font|pdf/.test(answer.headers()["content-type"] ?? ""));
    const sizes = await Promise.all(counted.map((answer) => answer.request().sizes()));
    return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  };
  return page;
}

/**
 * What holds for every page: language, direction, one heading, a width that fits also the narrowest screen, no violation of
 * WCAG 2.2 AA, no complaint of the browser. With a `name`, a picture of it is taken. `allowed` are complaints that belong to it.
 */
export async function assertGoodPage(page, language, { name, allowed } = {}) {
  const { width, ...found } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    headings: document.querySelectorAll("h1").length,
    titled: document.title !== "",
    width: innerWidth,
  }));
  assert.deepEqual(found, { lang: language, dir: language === "ar" ? "rtl" : "ltr", headings: 1, titled: true }, page.url());
  if (name) await picture(page, name);
  await assertFits(page, width);
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  await assertFits(page, NARROW.width);
  await page.setViewportSize(size);
  // axe is a script itself: where scripts are off, its page was looked at with scripts
  if (page.javaScript) await assertAccessible(page);
  assert.deepEqual(page.complaints().filter((one) => !allowed?.test(one)), [], page.url());
}

async function assertFits(page, width) {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolled = (element) => element.closest(".table-wrap, pre, .visually-hidden, .steps");
    const out = [...document.querySelectorAll("body *")].filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return (right > limit + 1 || left < -1) && !scrolled(one);
    });
    return { by: document.documentElement.scrollWidth - limit, what: out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) };
  });
  assert.ok(wide.by <= 0, `${page.url()} is ${wide.by} pixels too wide for ${width}: ${wide.what.join("\n")}`);
}

/** No violation of WCAG 2.2 AA that axe can find. */
export async function assertAccessible(page) {
  await page.evaluate(axe.source);
  const told = await page.evaluate(async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // frames hold PDFs and mails
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"], iframes: false });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html}`));
  });
  assert.deepEqual(told, [], page.url());
}

/** A picture of the whole page in target/screenshots/, for people to look at. */
export async function picture(page, name) {
  await mkdir(pictures, { recursive: true });
  if (page.javaScript) await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true, scale: "css", animations: "disabled" });
}
