// The demonstration's staff at work.

import { freshTotp } from "./totp.mjs";

/** The demo's person with this role: `clerk`, `registrar`, `post_room`, `auditor`; `tenant` chooses the commune by name. */
export function person(demo, role, tenant = "Tanger") {
  const found = demo.staff.find((one) => one.role === role && one.tenant === tenant);
  if (!found) throw new Error(`the demo has no ${role} in ${tenant}: ${JSON.stringify(demo.staff)}`);
  return found;
}

/** Signs in with password and one-time code; ends on the first page of the role. */
export async function signIn(page, demo, who, language = "fr") {
  await page.goto(`${demo.url}/${language}/staff/sign-in`);
  await page.fill('input[name="email"]', who.email);
  await page.fill('input[name="password"]', who.password);
  await page.locator('main form button').click();
  await page.fill('input[name="code"]', freshTotp(who.totp_secret));
  await page.locator('main form button').click();
  await page.waitForURL(/\/staff(\/post|\/audit)?$/);
}

/**
 * A page signed in as one of the staff: each of them signs in once and keeps the session, as people do. The review's preview
 * is not shown unless `preview` asks for it: the browser's PDF viewer is slow.
 */
export async function staffPage(browser, demo, role, { tenant, preview = false, ...options } = {}) {
  const who = person(demo, role, tenant);
  demo.sessions ??= new Map();
  if (!demo.sessions.has(who.email)) {
    const page = await browser.page({ size: "desktop" });
    await signIn(page, demo, who);
    demo.sessions.set(who.email, await page.context().storageState());
    await page.context().close();
  }
  const page = await browser.page({ size: "desktop", ...options, storageState: demo.sessions.get(who.email) });
  if (!preview) await page.route("**/preview.pdf", (route) => route.fulfill({ contentType: "text/plain", body: "" }));
  return page;
}

/** Opens the review of the request with a code, by the search of the queue. */
export async function openRequest(page, demo, code, language = "fr") {
  await page.goto(`${demo.url}/${language}/staff?q=${encodeURIComponent(code)}`);
  await page.locator("a[data-row]").click();
  await page.waitForURL("**/staff/requests/**");
}

/** Approves the request with a code. */
export async function approve(page, demo, code) {
  await openRequest(page, demo, code);
  await page.locator("[data-key=a]").click();
  await page.locator("[data-key=u]").waitFor();
}

/** Seals everything that waits. */
export async function sealAll(page, demo) {
  await page.goto(`${demo.url}/fr/staff/seal`);
  await page.locator("[data-select-all]").click();
  await page.locator("[data-key=s]").click();
  await page.waitForURL(/said=sealed/);
}

/** Reloads a page until something is on it; the jobs behind it take their time. */
export async function eventually(page, selector, tries = 150) {
  for (let left = tries; left > 0; left--) {
    if (await page.locator(selector).count()) return;
    await page.reload();
  }
  throw new Error(`${selector} did not appear on ${page.url()}:\n${await page.locator("main").innerText()}`);
}

/** From an order to its sealed document: approved, sealed, made. Gives the address of the document's page. */
export async function sealed(browser, demo, code) {
  const clerk = await staffPage(browser, demo, "clerk");
  await approve(clerk, demo, code);
  const registrar = await staffPage(browser, demo, "registrar");
  await sealAll(registrar, demo);
  await openRequest(registrar, demo, code);
  await eventually(registrar, ".made a");
  const address = await registrar.locator(".made a").getAttribute("href");
  await Promise.all([clerk, registrar].map((page) => page.context().close()));
  return demo.url + address;
}
