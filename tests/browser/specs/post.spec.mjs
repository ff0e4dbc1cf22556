// From the registrar's seal to the letter box: the post room.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertGoodPage, launch } from "../helpers/browser.mjs";
import { address, ordered } from "../helpers/order.mjs";
import { startDemo } from "../helpers/server.mjs";
import { eventually, sealed, staffPage } from "../helpers/staff.mjs";

let demo, browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
afterEach(() => browser.closePages());
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const REGISTERED = "RR473124829MA";

for (const language of ["fr", "ar"]) {
  test(`a letter is printed, handed over, and can be followed: ${language}`, async () => {
    const citizen = await browser.page({ language });
    const { code, track } = await ordered(demo, language, { letter: address });
    await sealed(browser, demo, code);

    const room = await staffPage(browser, demo, "post_room", { language });
    await room.goto(`${demo.url}/${language}/staff/post`);
    const print = room.locator("form[action$=printed]");
    const hand = room.locator("form[action$=handed-over]");
    await eventually(room, "form[action$=printed]");
    await assertGoodPage(room, language, { name: `post-${language}-desktop` });
    const letter = await room.request.get(demo.url + (await print.locator("th a").getAttribute("href")));
    assert.equal(letter.status(), 200);
    assert.equal((await letter.body()).subarray(0, 5).toString(), "%PDF-");

    await print.locator("button").click();
    await room.locator(".errors").waitFor();
    await print.locator("input[name=select]").check();
    await print.locator("button").click();
    await room.waitForURL(/said=printed/);

    await hand.locator("input[name=select]").check();
    await hand.locator("input[name^=number-]").fill("RR473124828MA");
    await hand.locator("button").click();
    await room.locator(".errors").waitFor();
    await assertGoodPage(room, language, { name: `post-wrong-${language}-desktop`, allowed: /422/ });
    assert.ok(await hand.locator("input[name=select]").isChecked(), "the tick is kept");
    assert.equal(await hand.locator("input[name^=number-]").inputValue(), "RR473124828MA");
    await hand.locator("input[name^=number-]").fill(REGISTERED);
    await hand.locator("button").click();
    await room.waitForURL(/said=handed-over/);
    await room.locator("section", { hasText: REGISTERED }).last().waitFor();
    await assertGoodPage(room, language, { name: `post-done-${language}-desktop`, allowed: /422/ });

    await citizen.goto(track);
    await citizen.locator(".code", { hasText: REGISTERED }).waitFor();
    await assertGoodPage(citizen, language, { name: `track-posted-${language}-phone` });
    await citizen.goto(`${demo.url}/${language}/demo/mail`);
    await eventually(citizen, ".hits li >> nth=1");
    await citizen.locator(".hits a").first().click();
    await citizen.locator("pre.mail", { hasText: REGISTERED }).waitFor();
  });
}
