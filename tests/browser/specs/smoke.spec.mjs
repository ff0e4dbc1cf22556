// The program starts, and its first page is good in three languages, on a phone and on a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { startDemo } from "../helpers/server.mjs";

let demo, browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("it is alive and ready", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    assert.equal((await fetch(demo.url + path)).status, 200, path);
  }
});

for (const language of ["ar", "fr", "en"]) {
  for (const size of ["phone", "desktop"]) {
    test(`first page: ${language}, ${size}`, async () => {
      const page = await browser.page({ size, language });
      const response = await page.goto(`${demo.url}/${language}`);
      assert.equal(response.status(), 200);
      await assertGoodPage(page, language, { name: `start-${language}-${size}` });
      const weight = await page.weight();
      assert.ok(weight > 1000 && weight < 100_000, `${weight} bytes`);
    });
  }
}

test("the language of the browser chooses", async () => {
  const page = await browser.page({ language: "ar" });
  await page.goto(demo.url);
  assert.equal(new URL(page.url()).pathname.replace(/\/$/, ""), "/ar");
});
