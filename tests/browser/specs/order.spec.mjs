// A citizen orders a birth extract on a phone: with and without JavaScript, in Arabic and in French.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { address, fatima, order, ordered, refused, steps } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";

let demo, browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterEach(() => browser.closePages());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

// Tanger and طنجة, misspelt; no town at all
const misspelt = { ar: "طنحة", fr: "tangr", en: "Tangier" };

for (const language of ["ar", "fr"]) {
  for (const javaScript of [false, true]) {
    test(`from the first page to the tracking page: ${language}, scripts ${javaScript ? "on" : "off"}`, async () => {
      const page = await browser.page({ language, javaScript });
      const looked = [];
      const look = async (name) => {
        looked.push(name);
        await assertGoodPage(page, language, { name: javaScript && `order-${name}-${language}-phone` });
      };
      await page.goto(`${demo.url}/${language}`);
      await page.locator("a.start").click();
      await page.waitForURL("**/order/office");
      const { code, track } = await order(page, demo, language, { look });
      assert.deepEqual(looked, ["office", "document", "act", "person", "recipient", "check", "receipt"]);

      await page.locator(".actions a").click();
      await page.waitForURL(track);
      assert.equal((await page.locator(".now .code").textContent()).trim(), code);
      await assertGoodPage(page, language, { name: javaScript && `track-${language}-phone` });

      // the code typed by hand, small and without its lines, leads to the same page
      await page.goto(`${demo.url}/${language}/track`);
      await page.fill("#code", code.toLowerCase().replaceAll("-", " "));
      await page.locator("main form button").click();
      await page.waitForURL(track.replaceAll("-", ""));
    });
  }

  test(`what is not right stays as typed, and is said: ${language}`, async () => {
    const page = await browser.page({ language, javaScript: false });
    const typed = (selector) => page.locator(selector).inputValue();
    const wrong = async (name, fields) => {
      await refused(page);
      await assertGoodPage(page, language, { name: `wrong-${name}-${language}-phone`, allowed: /422/ });
      const links = await page.locator(".errors a").evaluateAll((all) => all.map((one) => one.hash.slice(1)));
      assert.deepEqual(links, fields, name);
      // each link leads to a field that is marked, and said again beside it
      for (const field of links) assert.equal(await page.locator(`#${field}`).count(), 1, field);
    };

    await page.goto(`${demo.url}/${language}/order/office?q=qwrtpsd`);
    await page.locator("main h2").waitFor();
    assert.equal(await page.locator(".hits").count(), 0);
    assert.equal(await typed("#q"), "qwrtpsd");
    await assertGoodPage(page, language, { name: `order-office-none-${language}-phone` });
    await steps.office(page, misspelt[language]);

    await page.check("#kind");
    await page.fill("#copies", "11");
    await wrong("document", ["copies"]);
    assert.equal(await typed("#copies"), "11");
    await page.fill("#copies", "2");
    await steps.document(page);

    await page.fill("#number", "12x");
    await wrong("act", ["number", "year"]);
    assert.equal(await typed("#number"), "12x");
    await steps.act(page, fatima);

    await page.fill("#given_ar", fatima.names.given_ar);
    await page.fill("#birth_day", "31");
    await page.fill("#birth_month", "2");
    await page.fill("#birth_year", "1982");
    await wrong("person", ["relation", "family_ar", "birth_day"]);
    assert.equal(await typed("#given_ar"), fatima.names.given_ar);
    assert.equal(await typed("#birth_day"), "31");
    await steps.person(page, fatima);

    await page.check("input[name=channel][value=post]");
    await page.fill("#email", "citoyenne@");
    await page.fill("#street", address.street);
    await page.fill("#postcode", address.postcode);
    await page.fill("#town", "Tanger");
    await wrong("recipient", ["email", "name"]);
    assert.equal(await typed("#email"), "citoyenne@");
    assert.equal(await typed("#town"), "Tanger");
    await steps.recipient(page, "citoyenne@example.org", address);

    await page.check("#consent");
    await wrong("check", ["declare"]);
    assert.ok(await page.locator("#consent").isChecked());
    await steps.check(page);
  });

  test(`a code that nobody has, and a request that is cancelled: ${language}`, async () => {
    const page = await browser.page({ language });
    await page.goto(`${demo.url}/${language}/track`);
    await assertGoodPage(page, language, { name: `track-form-${language}-phone` });
    await page.fill("#code", "AAAAAA-AAAAA");
    await refused(page);
    assert.equal(await page.inputValue("#code"), "AAAAAA-AAAAA");
    await assertGoodPage(page, language, { name: `wrong-track-${language}-phone`, allowed: /422/ });

    await page.goto((await ordered(demo, language)).track);
    await page.locator("details summary").click();
    await page.locator("form[action$=cancel] button").click();
    await page.waitForURL(/said=cancelled/);
    await assertGoodPage(page, language, { name: `track-cancelled-${language}-phone`, allowed: /422/ });
    assert.equal(await page.locator("form[action$=cancel]").count(), 0);
  });
}

test("the language can be changed on the way, and nothing typed is lost", async () => {
  const page = await browser.page({ language: "fr" });
  await page.goto(`${demo.url}/fr/order/office`);
  await steps.office(page);
  await steps.document(page);
  await steps.act(page, fatima);
  await page.locator(".languages a[lang=ar]").click();
  await page.waitForURL("**/ar/order/person");
  await page.goto(`${demo.url}/ar/order/act`);
  assert.equal(await page.inputValue("#number"), "129");
});

test("the number pasted with its year fills both fields", async () => {
  const page = await browser.page({ language: "fr" });
  await page.goto(`${demo.url}/fr/order/office`);
  await steps.office(page);
  await steps.document(page);
  await page.fill("#number", "129/1982");
  await page.locator("#number").blur();
  assert.deepEqual([await page.inputValue("#number"), await page.inputValue("#year")], ["129", "1982"]);
});
