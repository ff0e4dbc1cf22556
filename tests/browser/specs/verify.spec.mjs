// What a telephone says that scans the paper: genuine, altered, of somebody else, withdrawn; in three languages.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { ordered } from "../helpers/order.mjs";
import { decode, encode, forged, replaced, scan, signedByAnother } from "../helpers/paper.mjs";
import { startDemo } from "../helpers/server.mjs";
import { sealed, staffPage } from "../helpers/staff.mjs";

const LANGUAGES = ["ar", "fr", "en"];
let demo, browser, documentPage, address;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  const { code } = await ordered(demo, "fr");
  documentPage = await sealed(browser, demo, code);
  const registrar = await staffPage(browser, demo, "registrar");
  address = await scan(await (await registrar.request.get(`${documentPage}/document.pdf`)).body());
});
afterEach(() => browser.closePages());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Opens an address as a telephone does that was never here before; gives the page when it has a verdict. */
async function opened(link, language) {
  const page = await browser.page({ language });
  await page.goto(link);
  await page.locator("#verdict:not([hidden]):not([data-verdict=working])").waitFor();
  assert.equal(new URL(page.url()).hash, "", "the code does not stay in the address");
  return page;
}

const verdictOf = (page) => page.locator("#verdict").getAttribute("data-verdict");
const titles = Object.fromEntries(LANGUAGES.map((language) => [language, new Map()]));

/** The page says this verdict, in words of its own. */
async function says(page, verdict, language, options) {
  assert.equal(await verdictOf(page), verdict);
  const title = await page.locator("#verdict h2").textContent();
  assert.ok(title.length > 3 && !title.includes("-title"), title);
  titles[language].set(verdict, title);
  await assertGoodPage(page, language, { name: `verify-${verdict}-${language}-phone`, ...options });
}

test("Base43 goes both ways", () => {
  for (const hex of ["", "00", "ffff", "0001ff", "deadbeef42"]) assert.equal(decode(encode(Buffer.from(hex, "hex"))).toString("hex"), hex);
  assert.match(address, /^HTTP:\/\/127\.0\.0\.1:\d+\/V#1[0-9A-Z$*\-./:+]+$/);
});

for (const language of LANGUAGES) {
  test(`genuine and in force: ${language}`, async () => {
    const page = await opened(address, language);
    await says(page, "genuine", language);
    const facts = await page.locator("#facts").innerText();
    for (const fact of ["EXEMPLE", "نموذج", "Fatima Zahra", "فاطمة الزهراء", "129/1982", "1982"]) assert.ok(facts.includes(fact), `${fact} in ${facts}`);
    assert.ok(await page.locator("#verdict").evaluate((box) => box.classList.contains("success")));

    // each line is ticked off against the paper
    await page.locator("#facts input").last().waitFor();
    for (const box of await page.locator("#facts input").all()) await box.check();
    await page.locator("#facts").getByText(/./).last().waitFor();

    // the language switch keeps the code
    const other = language === "fr" ? "ar" : "fr";
    await page.locator(`.languages a[lang=${other}]`).click();
    await page.waitForURL(`**/${other}/verify`);
    await page.locator("#verdict[data-verdict=genuine]").waitFor();
  });

  test(`altered, by somebody else, not ours, unreadable: ${language}`, async () => {
    // one character of the signature; a changed name; a commune's name over another's signature
    const character = await forged(address, (bytes) => {
      bytes[bytes.length - 1] ^= 1;
      return bytes;
    });
    const name = await forged(address, (bytes) => replaced(bytes, "EXEMPLE", "EXAMPLE"));
    const date = await forged(address, (bytes) => replaced(bytes, "1982-03-12", "1992-03-12"));
    const impostor = await forged(address, (bytes) => signedByAnother(bytes, false));
    for (const link of [character, name, date, impostor]) {
      assert.notEqual(link, address);
      const page = await opened(link, language);
      if (link === character) await says(page, "altered", language);
      assert.equal(await verdictOf(page), "altered");
      assert.equal(await page.locator("#facts").innerText(), "", "nothing of a false code is shown");
      await page.context().close();
    }
    await says(await opened(await forged(address, (bytes) => signedByAnother(bytes, true)), language), "unknown-issuer", language);
    await says(await opened(address.slice(0, -30), language), "unreadable", language);
    await says(await opened(`${demo.url}/${language}/verify#SPECIMEN`, language), "not-ours", language);
  });

  test(`pasted by hand, and a second code after the first: ${language}`, async () => {
    const page = await browser.page({ language });
    await page.goto(`${demo.url}/${language}/verify`);
    await assertGoodPage(page, language, { name: `verify-empty-${language}-phone` });
    await page.fill("#code", ` ${address}\n`);
    await page.locator("#paste button").click();
    await page.locator("#verdict[data-verdict=genuine]").waitFor();
    await page.fill("#code", address.replace(/^.*#/, "https://elsewhere.example/v#"));
    await page.locator("#paste button").click();
    await page.locator("#verdict[data-verdict=not-ours]").waitFor();
    assert.equal(await page.locator("#facts").innerText(), "");
  });

  test(`without scripts it says what to do: ${language}`, async () => {
    const page = await browser.page({ language, javaScript: false });
    await page.goto(address);
    await page.locator(".notice.warning").waitFor();
    await assertGoodPage(page, language, { name: `verify-noscript-${language}-phone` });
  });

  test(`without the lists nothing is called genuine: ${language}`, async () => {
    const page = await browser.page({ language });
    await page.route("**/api/v1/status/**", (route) => route.abort());
    await page.goto(address);
    await page.locator("#verdict[data-verdict=unchecked]").waitFor();
    await says(page, "unchecked", language, { allowed: /ERR_FAILED/ });
    await page.unroute("**/api/v1/status/**");
    await page.route("**/.well-known/**", (route) => route.fulfill({ body: "not a list" }));
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${demo.url}/${language}/verify`);
    await page.goto(`${demo.url}/${language}/verify#${address.split("#")[1]}`);
    await page.locator("#verdict[data-verdict=unavailable]").waitFor();
    await says(page, "unavailable", language, { allowed: /ERR_FAILED/ });
  });
}

test("the code is never sent to anybody", async () => {
  const page = await browser.page();
  const sent = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "") + JSON.stringify(request.headers())));
  await page.goto(address);
  await page.locator("#verdict[data-verdict=genuine]").waitFor();
  const secret = address.split("#")[1].slice(0, 30);
  assert.ok(sent.length > 3);
  assert.deepEqual(sent.filter((text) => text.includes(secret)), []);
});

// last: the document is spent after it
test("withdrawn by the registrar, and the telephone says so", async () => {
  const registrar = await staffPage(browser, demo, "registrar");
  await registrar.goto(documentPage);
  await registrar.locator("details summary").click();
  await registrar.locator("form[action$=withdraw] button").click();
  await registrar.locator(".errors").waitFor();
  await assertGoodPage(registrar, "fr", { name: "staff-withdraw-fr-desktop", allowed: /422/ });
  await registrar.fill("#reason", "Erreur dans le nom du père");
  await registrar.locator("form[action$=withdraw] button").click();
  await registrar.waitForURL(/said=withdrawn/);
  await registrar.locator(".tag.danger").waitFor();
  await assertGoodPage(registrar, "fr", { name: "staff-withdrawn-fr-desktop", allowed: /422/ });
  for (const language of LANGUAGES) {
    // a browser may keep the list for five minutes: each of these is a telephone of its own
    const page = await opened(address, language);
    await says(page, "withdrawn", language);
    assert.ok((await page.locator("#facts").innerText()).includes("EXEMPLE"), "what was withdrawn can be compared");
  }
});

test("each verdict has its own words", () => {
  for (const language of LANGUAGES) {
    const said = [...titles[language].values()];
    assert.equal(said.length, 8, [...titles[language].keys()].join());
    assert.equal(new Set(said).size, said.length, said.join());
  }
});
