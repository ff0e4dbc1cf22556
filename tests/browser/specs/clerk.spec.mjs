// The clerk at a desk: signs in, compares, asks, refuses, takes back, approves.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { ordered as placed, refused } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";
import { openRequest, person, staffPage } from "../helpers/staff.mjs";
import { freshTotp } from "../helpers/totp.mjs";

let demo, browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterEach(() => browser.closePages());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A new order of the citizen of these tests. */
async function ordered(language = "fr") {
  const page = await browser.page({ language, javaScript: false });
  return { ...(await placed(demo, language)), citizen: page };
}

/** The review of an order, opened by the clerk. */
async function reviewing(code, language = "fr", preview = false) {
  const page = await staffPage(browser, demo, "clerk", { language, preview });
  await openRequest(page, demo, code, language);
  return page;
}

for (const language of ["fr", "ar"]) {
  test(`signs in with password and one-time code, and out again: ${language}`, async () => {
    const page = await browser.page({ size: "desktop", language });
    const who = person(demo, "clerk", "Assilah");
    // a staff page asks for the sign-in, and is shown after it
    await page.goto(`${demo.url}/${language}/staff`);
    await page.waitForURL(/staff\/sign-in/);
    await assertGoodPage(page, language, { name: `sign-in-${language}-desktop` });

    await page.fill("#email", who.email);
    await page.fill("#password", "not the password");
    await refused(page);
    assert.equal(await page.inputValue("#email"), who.email);
    assert.equal(await page.inputValue("#password"), "");
    await assertGoodPage(page, language, { allowed: /401/ });

    await page.fill("#password", who.password);
    await page.locator("main form button").click();
    await page.waitForURL(/second-factor/);
    await assertGoodPage(page, language, { name: `second-factor-${language}-desktop`, allowed: /401/ });
    await page.fill("#code", "000000");
    await refused(page);
    // half signed in is not signed in
    assert.match((await page.request.get(`${demo.url}/${language}/staff`)).url(), /sign-in|second-factor/);

    await page.fill("#code", freshTotp(who.totp_secret));
    await page.locator("main form button").click();
    await page.waitForURL(new RegExp(`/${language}/staff$`));
    await assertGoodPage(page, language, { name: `queue-${language}-desktop`, allowed: /401/ });

    await page.locator(".sign-out button").click();
    await page.waitForURL(/said=signed-out/);
    await page.goto(`${demo.url}/${language}/staff`);
    await page.waitForURL(/staff\/sign-in/);
  });
}

test("the queue is worked with the keyboard", async () => {
  const page = await staffPage(browser, demo, "clerk");
  await page.goto(`${demo.url}/fr/staff`);
  const rows = page.locator("a[data-row]");
  assert.ok((await rows.count()) > 2, "the demonstration has requests waiting");
  const focused = () => rows.evaluateAll((all) => all.indexOf(document.activeElement));
  await page.keyboard.press("j");
  assert.equal(await focused(), 0);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await focused(), 2);
  await page.keyboard.press("k");
  assert.equal(await focused(), 1);

  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await assertGoodPage(page, "fr", { name: "keys-fr-desktop" });
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });

  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  // letters typed into a field are letters
  await page.keyboard.type("jka");
  assert.equal(await page.inputValue("#q"), "jka");

  await rows.nth(1).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/staff/requests/**");
});

test("a request is compared with the register and approved by a key", async () => {
  const { code } = await ordered();
  const page = await reviewing(code, "fr", true);
  const compared = await page.locator(".compare tbody tr").evaluateAll((rows) => rows.map((row) => row.className));
  assert.ok(compared.length >= 7, `${compared.length} fields`);
  assert.ok(!compared.includes("different"), compared.join());
  const preview = await page.request.get(demo.url + (await page.locator("iframe.preview").getAttribute("src")));
  assert.equal(preview.status(), 200);
  assert.match(preview.headers()["content-type"], /^application\/pdf/);
  assert.equal((await preview.body()).subarray(0, 5).toString(), "%PDF-");
  await assertGoodPage(page, "fr", { name: "review-fr-desktop" });

  await page.locator("h1").click();
  await page.keyboard.press("a");
  await page.locator("[data-key=u]").waitFor();
  await assertGoodPage(page, "fr", { name: "review-approved-fr-desktop" });
  assert.equal(await page.locator("[data-key=a]").count(), 0, "approved once");
});

for (const language of ["fr", "ar"]) {
  test(`asks the citizen once, and has the answer: ${language}`, async () => {
    const { code, track, citizen } = await ordered(language);
    const page = await reviewing(code, language);
    await page.locator("h1").click();
    await page.keyboard.press("c");
    await page.locator("form[action$=ask] button").click();
    await page.locator(".errors").waitFor();
    await assertGoodPage(page, language, { name: `review-ask-${language}-desktop`, allowed: /422/ });
    const question = language === "ar" ? "ما هو الاسم الشخصي للجد؟" : "Quel est le prénom du grand-père paternel ?";
    await page.fill("#question", question);
    await page.locator("form[action$=ask] button").click();
    await page.waitForURL(/said=asked/);
    await page.locator("blockquote", { hasText: question }).waitFor();

    await citizen.goto(track);
    assert.equal(await citizen.locator(".do blockquote").textContent(), question);
    await assertGoodPage(citizen, language, { name: `track-question-${language}-phone` });
    await citizen.locator("form[action$=answer] button").click();
    await citizen.locator(".errors").waitFor();
    await citizen.fill("#answer", "Ali علي");
    await citizen.locator("form[action$=answer] button").click();
    await citizen.waitForURL(/said=answer-sent/);
    assert.equal(await citizen.locator("form[action$=answer]").count(), 0);

    await openRequest(page, demo, code, language);
    await page.locator("blockquote", { hasText: "Ali علي" }).waitFor();
    assert.equal(await page.locator("[data-key=c]").count(), 0, "the law lets the office ask once");
    await assertGoodPage(page, language, { name: `review-answered-${language}-desktop`, allowed: /422/ });
  });

  test(`refuses with a reason, and takes it back: ${language}`, async () => {
    const { code, track, citizen } = await ordered(language);
    const page = await reviewing(code, language);
    const form = page.locator("form[action$=reject]");
    await page.locator("h1").click();
    await page.keyboard.press("r");
    await page.fill("#words", "Le nom ne correspond pas à l’acte.");
    await form.locator("button").click();
    await page.locator(".errors").waitFor();
    assert.equal(await page.inputValue("#words"), "Le nom ne correspond pas à l’acte.");
    await page.selectOption("#reason", "identity_mismatch");
    await form.locator("button").click();
    await page.locator("[data-key=u]").waitFor();
    await assertGoodPage(page, language, { name: `review-rejected-${language}-desktop`, allowed: /422/ });

    // as long as it can be taken back, the citizen is told nothing
    await citizen.goto(track);
    assert.equal(await citizen.locator("text=/grand-père|identity|Le nom ne/").count(), 0);

    await page.locator("h1").click();
    await page.keyboard.press("u");
    await page.waitForURL(/said=undone/);
    await page.locator("[data-key=a]").waitFor();
    await assertGoodPage(page, language, { allowed: /422/ });
  });
}

test("two who decide at once: the second is told, and nothing is decided twice", async () => {
  const { code } = await ordered();
  const first = await reviewing(code);
  const second = await reviewing(code);
  await first.locator("[data-key=a]").click();
  await first.locator("[data-key=u]").waitFor();
  await second.locator("[data-key=a]").click();
  await second.locator(".notice.warning").waitFor();
  await assertGoodPage(second, "fr", { allowed: /409/ });
});

test("everything works without scripts", async () => {
  const { code } = await ordered();
  const page = await staffPage(browser, demo, "clerk", { javaScript: false });
  await openRequest(page, demo, code);
  await assertGoodPage(page, "fr");
  await page.locator("form[action$=approve] button").click();
  await page.locator("form[action$=undo] button").click();
  await page.waitForURL(/said=undone/);
});
