// What holds for every page, whoever reads it: it is light, fits a narrow phone, needs no script and nobody else's server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { address, fatima, order, ordered, steps } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";
import { approve, eventually, openRequest, sealed, staffPage } from "../helpers/staff.mjs";

const MOST_BYTES = 100_000;
const LANGUAGES = ["ar", "fr", "en"];
let demo, browser, draft, receipt;
/** Addresses behind the language that the journey of `before` made. */
const made = {};
const paths = {
  public: {
    start: "",
    help: "/help",
    office: "/order/office",
    "office-found": "/order/office?q=tanger",
    "kind-chosen": "/order/document?office=MA.01.511.01.0~01",
    "track-form": "/track",
    verify: "/verify",
    "sign-in": "/staff/sign-in",
    demo: "/demo",
    mailbox: "/demo/mail",
    "not-found": "/nowhere",
  },
  draft: { act: "/order/act", person: "/order/person", recipient: "/order/recipient", check: "/order/check" },
  staff: {
    queue: ["clerk", "/staff"],
    "queue-sealed": ["clerk", "/staff?state=dispatched"],
    "queue-empty": ["clerk", "/staff?q=999/1999"],
    review: ["clerk"],
    seal: ["registrar", "/staff/seal"],
    "staff-document": ["registrar"],
    post: ["post_room", "/staff/post"],
    audit: ["auditor", "/staff/audit"],
  },
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
  made["staff-document"] = behind(await sealed(browser, demo, code));
  await citizen.goto(track);
  await eventually(citizen, ".do a.button");
  made.document = behind(await citizen.locator(".do a.button").getAttribute("href"));
  await citizen.goto(`${demo.url}/fr/demo/mail`);
  made.mail = behind(await citizen.locator(".hits a").first().getAttribute("href"));

  const letter = await ordered(demo, "fr", { letter: address });
  await sealed(browser, demo, letter.code);
  const room = await staffPage(browser, demo, "post_room");
  await room.goto(`${demo.url}/fr/staff/post`);
  await eventually(room, "form[action$=printed]");
  made.letter = behind(await room.locator("form[action$=printed] th a").getAttribute("href"));

  // one that waits for its seal, and one that is under review
  const clerk = await staffPage(browser, demo, "clerk");
  await approve(clerk, demo, (await ordered(demo, "fr")).code);
  await openRequest(clerk, demo, (await ordered(demo, "fr")).code);
  made.review = behind(clerk.url());
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Browsers without scripts, one for each reader and language. */
const plain = new Map();

/**
 * Looks at a page for the first time: with scripts, weighed; then without. `reader` is who reads it: nobody in particular
 * (`null`), somebody with the cookies given, or one of the staff.
 */
async function look(path, language, name, reader, size = "phone") {
  const open = (javaScript) => {
    const options = { language, size, javaScript };
    return typeof reader === "string" ? staffPage(browser, demo, reader, options) : browser.page({ ...options, storageState: reader ?? undefined });
  };
  const address = `${demo.url}/${language}${path}`;
  const status = path === "/nowhere" ? 404 : 200;
  const allowed = status === 404 ? /404/ : undefined;
  const page = await open(true);
  assert.equal((await page.goto(address)).status(), status, address);
  const weight = await page.weight();
  assert.ok(weight > 1000 && weight < MOST_BYTES, `${address}: ${weight} bytes`);
  await assertGoodPage(page, language, { name: `page-${name}-${language}-${size}`, allowed });
  await page.context().close();

  // in English, and for the staff on a phone, it is the same page once more
  if (language === "en" || (typeof reader === "string" && size === "phone")) return;
  if (!plain.has(reader + language)) plain.set(reader + language, await open(false));
  const bare = plain.get(reader + language);
  assert.equal((await bare.goto(address)).status(), status, address);
  await assertGoodPage(bare, language, { allowed: /404/ });
  assert.ok((await bare.locator("main").innerText()).length > 40, "there is something to read");
}

for (const language of LANGUAGES) {
  for (const [name, path] of Object.entries(paths.public)) test(`${language}: ${name}`, () => look(path, language, name, null));
  for (const [name, path] of Object.entries(paths.draft)) test(`${language}: ${name}`, () => look(path, language, name, draft));
  test(`${language}: receipt`, () => look("/order/receipt", language, "receipt", receipt));
  for (const name of ["track", "document", "mail"]) test(`${language}: ${name}`, () => look(made[name], language, name, null));
  for (const [name, [role, path]] of Object.entries(paths.staff)) {
    for (const size of language === "en" ? ["desktop"] : ["desktop", "phone"]) {
      test(`${language}: ${name}, ${size}`, () => look(path ?? made[name], language, name, role, size));
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
    const get = [made.review, `${made.review}/preview.pdf`, made["staff-document"], `${made["staff-document"]}/document.pdf`, ...(role === "clerk" ? [made.letter] : [])];
    for (const path of get) {
      assert.equal((await stranger.request.get(`${demo.url}/fr${path}`)).status(), 404, `${role} ${path}`);
    }
    const post = [["approve", {}], ["ask", { question: "?" }], ["reject", { reason: "other", words: "x" }], ["undo", {}]].map(([end, form]) => [`${made.review}/${end}`, form]);
    if (role === "registrar") post.push([`${made["staff-document"]}/withdraw`, { reason: "x" }]);
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
