// An order as a citizen places it, page by page.

/** The order's person: act 129/1982 of the office Médina in Tangier, entered by the demonstration. */
export const fatima = {
  act: { number: "129", year: "1982" },
  relation: "self",
  names: { given_ar: "فاطمة الزهراء", family_ar: "نموذج", given_fr: "Fatima Zahra", family_fr: "Exemple" },
  birth: { birth_day: "12", birth_month: "3", birth_year: "1982" },
  parents: { father: "Ahmed", mother: "Khadija" },
};

/** A letter's address. */
export const address = { name: "Fatima Zahra EXEMPLE", street: "12, rue de l’Exemple", postcode: "90000", town: "Tanger" };

/** What leads from one page of the order to the next: fills the fields and sends the form of the page that is open. */
export const steps = {
  async office(page, search = "tangr") {
    await page.fill("#q", search);
    await page.locator("form[role=search] button").click();
    await page.locator(".hits a").first().waitFor();
    await page.locator('.hits a[href*="MA.01.511.01.0~01"]').click();
    await at(page, "document");
  },
  async document(page) {
    await page.check("#kind");
    await send(page, "act");
  },
  async act(page, person) {
    await fill(page, person.act);
    await send(page, "person");
  },
  async person(page, person) {
    await page.check(`input[name=relation][value=${person.relation}]`);
    await fill(page, { ...person.names, ...person.birth, ...person.parents });
    await send(page, "recipient");
  },
  async recipient(page, email, letter) {
    await page.check(`input[name=channel][value=${letter ? "post" : "email"}]`);
    await fill(page, { email, ...letter });
    await send(page, "check");
  },
  async check(page) {
    await page.check("#declare");
    await page.check("#consent");
    await send(page, "receipt");
  },
};

/** Sends the form of a page without leaving it: something in it is refused. */
export async function refused(page) {
  await page.locator("main form[method=post] button").click();
  await page.locator(".errors").waitFor();
}

/** Places a whole order; `look` is told of each page before it is filled. Gives the code and the tracking page's address. */
export async function order(page, demo, language, { person = fatima, email = "citoyenne@example.org", letter, look = () => {} } = {}) {
  await page.goto(`${demo.url}/${language}/order/office`);
  await look("office");
  await steps.office(page);
  await look("document");
  await steps.document(page);
  await look("act");
  await steps.act(page, person);
  await look("person");
  await steps.person(page, person);
  await look("recipient");
  await steps.recipient(page, email, letter);
  await look("check");
  await steps.check(page);
  await look("receipt");
  const code = (await page.locator(".panel .code").textContent()).trim();
  return { code, track: `${demo.url}/${language}/track/${code}` };
}

/** Places the same order by the API, where the pages are not what is looked at. */
export async function ordered(demo, language, { person = fatima, email = "citoyenne@example.org", letter } = {}) {
  const { names, birth, parents } = person;
  const part = (text) => text.padStart(2, "0");
  const postal = letter && { name: letter.name, lines: [letter.street], postcode: letter.postcode, town: letter.town, country: "MA" };
  const body = {
    commune: "MA.01.511.01.0",
    office: "01",
    kind: "birth-extract",
    locale: language,
    act: { number: Number(person.act.number), year: Number(person.act.year) },
    person: {
      for_whom: "myself",
      family: { ar: names.family_ar, fr: names.family_fr },
      given: { ar: names.given_ar, fr: names.given_fr },
      birth_date: `${birth.birth_year}-${part(birth.birth_month)}-${part(birth.birth_day)}`,
      ...parents,
    },
    recipient: { channel: letter ? "post" : "email", email, ...(postal && { address: postal }) },
    declared: true,
    consented: true,
  };
  const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const answer = await fetch(`${demo.url}/api/v1/orders`, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { code } = await answer.json();
  return { code, track: `${demo.url}/${language}/track/${code}` };
}

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
}

async function send(page, next) {
  await page.locator("main form[method=post] button").click();
  await at(page, next);
}

const at = (page, step) => page.waitForURL((url) => url.pathname.endsWith(`/order/${step}`));
