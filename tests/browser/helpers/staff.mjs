// Signing in as the demo's staff.

import { freshTotp } from "./totp.mjs";

/** The demo's person with this role: `clerk`, `registrar`, `post_room`, `administrator`; `tenant` chooses the commune by code. */
export function person(demo, role, tenant) {
  const found = demo.staff.find((one) => one.role === role && (!tenant || one.tenant === tenant));
  if (!found) throw new Error(`the demo has no ${role}: ${JSON.stringify(demo.staff)}`);
  return found;
}

/** Signs in with password and one-time code; ends on the queue. */
export async function signIn(page, demo, who, language = "fr") {
  await page.goto(`${demo.url}/${language}/staff/sign-in`);
  await page.fill('input[name="email"]', who.email);
  await page.fill('input[name="password"]', who.password);
  await page.locator('main form button[type="submit"]').click();
  await page.fill('input[name="code"]', freshTotp(who.totp_secret));
  await page.locator('main form button[type="submit"]').click();
  await page.waitForURL(`**/${language}/staff`);
}
