// From the registrar's seal to the citizen's hands: by e-mail.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { ordered } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";
import { approve, eventually, openRequest, staffPage } from "../helpers/staff.mjs";

let demo, browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterEach(() => browser.closePages());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const isPdf = (bytes) => bytes.subarray(0, 5).toString() === "%PDF-";

for (const language of ["fr", "ar"]) {
  test(`seal, mail, download, delivered: ${language}`, async () => {
    const email = `citoyenne-${language}@example.org`;
    const citizen = await browser.page({ language });
    const { code, track } = await ordered(demo, language, { email });
    await approve(await staffPage(browser, demo, "clerk"), demo, code);

    const registrar = await staffPage(browser, demo, "registrar", { language });
    await registrar.goto(`${demo.url}/${language}/staff/seal`);
    await assertGoodPage(registrar, language, { name: `seal-${language}-desktop` });
    await registrar.locator("[data-key=s]").click();
    await registrar.locator(".errors").waitFor();
    await registrar.locator("tr", { hasText: "129/1982" }).locator("input[name=select]").check();
    await registrar.locator("[data-key=s]").click();
    await registrar.waitForURL(/said=sealed/);
    await registrar.locator(".notice.success").waitFor();
    assert.equal(await registrar.locator("tr", { hasText: "129/1982" }).count(), 0);
    await assertGoodPage(registrar, language, { name: `seal-done-${language}-desktop`, allowed: /422/ });

    await openRequest(registrar, demo, code, language);
    await eventually(registrar, ".made a");
    await eventually(registrar, ".title-row .tag.success");
    await assertGoodPage(registrar, language, { name: `review-sealed-${language}-desktop`, allowed: /422/ });
    await registrar.locator(".made a").click();
    await registrar.waitForURL("**/staff/documents/**");
    await assertGoodPage(registrar, language, { name: `staff-document-${language}-desktop`, allowed: /422/ });
    const sealed = await registrar.request.get(`${demo.url}${await registrar.locator("a.button").getAttribute("href")}`);
    assert.equal(sealed.status(), 200);
    assert.ok(isPdf(await sealed.body()));

    // the mail in the citizen's language leads to the document
    await citizen.goto(`${demo.url}/${language}/demo/mail`);
    const mine = citizen.locator(".hits li", { hasText: email });
    await eventually(citizen, `.hits li:has-text("${email}") >> nth=1`);
    await assertGoodPage(citizen, language, { name: `demo-mail-${language}-phone` });
    await mine.first().locator("a").click();
    const link = citizen.locator('.links a[href*="/documents/"]');
    await link.waitFor();
    assert.ok((await citizen.locator("pre.mail").textContent()).includes(await link.getAttribute("href")), "the text part holds the link too");
    await assertGoodPage(citizen, language, { name: `demo-message-${language}-phone` });
    await link.click();
    await citizen.waitForURL(`**/${language}/documents/**`);
    await assertGoodPage(citizen, language, { name: `document-${language}-phone` });

    // looking at the page is not having the document
    await citizen.goto(track);
    assert.equal(await citizen.locator(".timeline .ahead").count(), 1);
    await assertGoodPage(citizen, language, { name: `track-sent-${language}-phone` });
    await citizen.locator(".do a.button").click();
    let received;
    await citizen.route("**/document.pdf", async (route) => {
      const response = await route.fetch();
      received ??= { bytes: await response.body(), type: response.headers()["content-type"], status: response.status() };
      await route.fulfill({ response });
    });
    await Promise.all([citizen.waitForResponse("**/document.pdf"), citizen.locator("main form button").click()]);
    assert.deepEqual([received.status, received.type], [200, "application/pdf"]);
    assert.ok(isPdf(received.bytes));
    assert.ok(received.bytes.equals(await sealed.body()), "the citizen has what the registrar sealed, byte for byte");

    await citizen.goto(track);
    assert.equal(await citizen.locator(".timeline .ahead").count(), 0);
    await assertGoodPage(citizen, language, { name: `track-delivered-${language}-phone` });
  });
}
