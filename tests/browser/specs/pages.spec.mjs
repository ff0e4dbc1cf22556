// What holds for every page, whoever reads it: it is light, fits a narrow phone, needs no script and nobody else's server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { address, fatima, order, steps } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";
import { approve, eventually, openRequest, sealed, staffPage } from "../helpers/staff.mjs";

const MOST_BYTES = 100_000;
const LANGUAGES = ["ar", "fr", "en"];
let demo, browser, draft, receipt;
/** Addresses behind the language that the journey of `before` made. */
const made = {};
const paths = {
  public: ["", "/help", "/order/office", "/order/office?q=tanger", "/order/document?office=MA.01.511.01.0~01", "/track", "/verify", "/staff/sign-in", "/demo", "/demo/mail", "/nowhere"],
  draft: ["/order/act", "/order/person", "/order/recipient", "/order/check"],
};

/** The part of an address behind the language. */
const behind = (link) => new URL(link, demo.url).pathname.slice(3);

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  // a draft with all its pages filled, but not handed in
  const other = await browser.page({ javaScript: false });
  await other.goto(`${demo.url}/fr/order/office`);
  await steps.office(other);
  await steps.document(other);
  await steps.act(other, fatima);
  await steps.person(other, fatima);
  await steps.recipient(other, "citoyenne@example.org");
  draft = await other.context().storageState();

  const citizen = await browser.page({ javaScript: false });
  const { code, track } = await order(citizen, demo, "fr");
  receipt = await citizen.context().storageState();
  made.track = behind(track);
  made.staffDocument = behind(await sealed(browser, demo, code));
  await citizen.goto(track);
  await eventually(citizen, ".do a.button");
  made.document = behind(await citizen.locator(".do a.button").getAttribute("href"));
  await citizen.goto(`${demo.url}/fr/demo/mail`);
  made.mail = behind(await citizen.locator(".hits a").first().getAttribute("href"));

  const letter = await order(citizen, demo, "fr", { letter: address });
  await sealed(browser, demo, letter.code);
  const room = await staffPage(browser, demo, "post_room");
  await room.goto(`${demo.url}/fr/staff/post`);
  await eventually(room, "form[action$=printed]");
  made.letter = behind(await room.locator("form[action$=printed] th a").getAttribute("href"));

  // one that waits for its seal, and one that is under review
  const clerk = await staffPage(browser, demo, "clerk");
  await approve(clerk, demo, (await order(citizen, demo, "fr")).code);
  await openRequest(clerk, demo, (await order(citizen, demo, "fr")).code);
  made.review = behind(clerk.url());
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Looks at a page for the first time: with scripts, weighed; then without. */
async function look(path, language, name, open) {
  const address = `${demo.url}/${language}${path}`;
  const page = await open({});
  const status = path === "/nowhere" ? 404 : 200;
  const response = await page.goto(address);
  assert.equal(response.status(), status, address);
  const allowed = status === 404 ? /404/ : undefined;
  const weight = await page.weight();
  assert.ok(weight > 1000 && weight < MOST_BYTES, `${address}: ${weight} bytes`);
  await assertGoodPage(page, language, { name, allowed });
  await page.context().close();

  const plain = await open({ javaScript: false });
  assert.equal((await plain.goto(address)).status(), status, address);
  await assertGoodPage(plain, language, { allowed });
  assert.ok((await plain.locator("main").innerText()).length > 40, "there is something to read");
  await plain.context().close();
}

/** The name of a page's picture. */
const named = (path, language, size) => `page${path.replace(/\?.*/, (query) => (query.includes("q=") ? "-found" : "")).replaceAll("/", "-") || "-start"}-${language}-${size}`;

for (const language of LANGUAGES) {
  for (const path of paths.public) {
    test(`${language}${path}`, () => look(path, language, named(path, language, "phone"), (more) => browser.page({ language, ...more })));
  }
  for (const path of paths.draft) {
    test(`${language}${path}`, () => look(path, language, named(path, language, "phone"), (more) => browser.page({ language, storageState: draft, ...more })));
  }
  test(`${language}/order/receipt`, () => look("/order/receipt", language, named("/order/receipt", language, "phone"), (more) => browser.page({ language, storageState: receipt, ...more })));
  for (const name of ["track", "document", "mail"]) {
    test(`${language}: ${name}`, () => look(made[name], language, named(`/${name}`, language, "phone"), (more) => browser.page({ language, ...more })));
  }
  for (const [name, role, path] of [
    ["queue", "clerk", "/staff"],
    ["queue-sealed", "clerk", "/staff?state=dispatched"],
    ["queue-empty", "clerk", "/staff?q=999/1999"],
    ["review", "clerk", () => made.review],
    ["seal", "registrar", "/staff/seal"],
    ["staff-document", "registrar", () => made.staffDocument],
    ["post", "post_room", "/staff/post"],
    ["audit", "auditor", "/staff/audit"],
  ]) {
    for (const size of language === "en" ? ["desktop"] : ["desktop", "phone"]) {
      test(`${language}: ${name}, ${size}`, async () => {
        await look(typeof path === "string" ? path : path(), language, named(`/${name}`, language, size), (more) => staffPage(browser, demo, role, { language, size, ...more }));
      });
    }
  }
}

test("the second factor, half signed in", async () => {
  const page = await browser.page({ language: "ar" });
  await page.goto(`${demo.url}/ar/staff/second-factor`);
  await page.waitForURL(/sign-in/);
});

test("what belongs to one commune is not there for the staff of another", async () => {
  for (const role of ["clerk", "registrar"]) {
    const stranger = await staffPage(browser, demo, role, { tenant: "Assilah" });
    await stranger.goto(`${demo.url}/fr/staff`);
    const csrf = await stranger.locator("input[name=csrf]").first().inputValue();
    const get = [made.review, `${made.review}/preview.pdf`, made.staffDocument, `${made.staffDocument}/document.pdf`, ...(role === "clerk" ? [made.letter] : [])];
    for (const path of get) {
      assert.equal((await stranger.request.get(`${demo.url}/fr${path}`)).status(), 404, `${role} ${path}`);
    }
    const post = [["approve", {}], ["ask", { question: "?" }], ["reject", { reason: "other", words: "x" }], ["undo", {}]].map(([end, form]) => [`${made.review}/${end}`, form]);
    if (role === "registrar") post.push([`${made.staffDocument}/withdraw`, { reason: "x" }]);
    for (const [path, form] of post) {
      const answer = await stranger.request.post(`${demo.url}/fr${path}`, { form: { csrf, version: 1, ...form }, headers: { origin: demo.url } });
      assert.equal(answer.status(), 404, `${role} ${path}`);
    }
    // it stands neither in their lists nor in their search
    await stranger.goto(`${demo.url}/fr/staff?q=129/1982`);
    const found = await stranger.locator("a[data-row]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(!found.some((link) => link.includes(made.review.split("/").pop().slice(0, 36))));
  }
});

test("what a role may not do is not offered, and refused when tried", async () => {
  for (const [role, path] of [["clerk", "/staff/seal"], ["clerk", "/staff/audit"], ["registrar", "/staff/post"], ["post_room", "/staff"], ["auditor", "/staff/seal"]]) {
    const page = await staffPage(browser, demo, role);
    const response = await page.goto(`${demo.url}/fr${path}`);
    assert.equal(response.status(), 403, `${role} ${path}`);
    assert.equal(await page.locator(`.staff-nav a[href="/fr${path}"]`).count(), 0);
    await assertGoodPage(page, "fr", { allowed: /403/ });
  }
});
