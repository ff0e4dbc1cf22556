// The verify page: takes the code out of the address bar, asks the verifier, shows the verdict. Words come from the page's data.

import { fragmentOf, verify } from './core.mjs';

// First of all: the code must not stay in the address bar, the history, a screenshot.
let fragment = location.hash.slice(1);
const strip = () => history.replaceState(null, '', location.pathname + location.search);
if (fragment) strip();

const data = JSON.parse(document.getElementById('verify-data').textContent);
const { words, months } = data.texts;
const [verdictBox, factsBox, askBox, form] = ['verdict', 'facts', 'ask', 'paste'].map((id) => document.getElementById(id));

const AMBER = ['unchecked', 'stale', 'expired', 'specimen', 'unavailable', 'unsupported'];
const toneOf = (verdict) =>
  verdict === 'genuine' ? 'success' : ['working', 'not-ours'].includes(verdict) ? 'info' : AMBER.includes(verdict) ? 'warning' : 'danger';
const say = (key, holes = {}) =>
  Object.entries(holes).reduce((text, [name, value]) => text.split(`{${name}}`).join(value), words[key] ?? key);

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat());
  return element;
};

// Controls, direction marks and signs without width could make a name read as another: each becomes a box.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\uFFFC\uFFFD]/u;
const visible = (text) =>
  [...text].reduce((parts, sign) => {
    if (HIDDEN.test(sign)) {
      parts.push(make('span', { class: 'boxed', title: say('box') }, `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`));
    } else if (typeof parts[parts.length - 1] === 'string') parts[parts.length - 1] += sign;
    else parts.push(sign);
    return parts;
  }, []);

const run = (text, lang) => make('bdi', lang === 'ar' ? { lang, dir: 'rtl' } : lang ? { lang, dir: 'ltr' } : { dir: 'ltr' }, ...visible(text));

const pad = (number) => String(number).padStart(2, '0');
const day = (date) => `${date.getDate()} ${months[date.getMonth() + 1]} ${date.getFullYear()}`;
const at = (seconds) => {
  const date = new Date(seconds * 1000);
  return `${day(date)}${data.comma} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
};
const civil = (text) => {
  const [year, month, date] = text.split('-').map(Number);
  return [date, month && (months[month] ?? month), year].filter(Boolean).join(' ');
};

// private windows keep nothing
const kept = (act) => {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
};
const raw = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

// Without network: the copy of the last visit, which is never called fresh.
let now = Date.now() / 1000;
const fetched = async (url, name) => {
  try {
    const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    // a phone's clock may be wrong by years: believe the server's day instead
    const server = Date.parse(answer.headers.get('date') ?? '') / 1000;
    if (Math.abs(server - now) > 86400) now = server;
    if (bytes.length < 60000) kept((store) => store.setItem(name, btoa(String.fromCharCode(...bytes))));
    return { bytes, fresh: true };
  } catch (error) {
    const copy = kept((store) => store.getItem(name));
    if (!copy) throw error;
    return { bytes: raw(copy), fresh: false };
  }
};
const load = {
  trust: () => fetched(data.trust, 'trust'),
  // lists are signed, so they may be fetched from wherever this page came from
  status: (uri) => fetched(new URL(uri, location.href).pathname, `status.${uri}`),
};

function showVerdict(verdict, holes) {
  const tone = toneOf(verdict);
  verdictBox.className = `verdict ${tone}`;
  verdictBox.dataset.verdict = verdict;
  verdictBox.replaceChildren(document.getElementById(`shape-${tone}`).content.cloneNode(true), make('h2', {}, say(`${verdict}-title`)), make('p', {}, say(`${verdict}-words`, holes)));
  verdictBox.hidden = false;
}

// A screenshot stands still, a live page's clock does not.
function clock() {
  const time = make('span', { dir: 'ltr' });
  const tick = () => {
    const date = new Date();
    time.textContent = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
    if (document.contains(time)) setTimeout(tick, 1000);
  };
  setTimeout(tick);
  return make('p', {}, `${say('clock')} `, make('b', {}, time));
}

function line(name, ...values) {
  const { own } = data.texts;
  const label = make('span', { class: 'label' }, own[name]);
  for (const lang of ['fr', 'ar']) {
    const paper = data.texts[lang][name];
    if (paper !== own[name]) label.append(' · ', run(paper, lang));
  }
  const shown = values.filter((value) => value !== undefined);
  const box = make('input', { type: 'checkbox' });
  return make('li', { 'data-fact': name }, label,
    make('span', { class: 'value' }, shown.length ? shown.flatMap((value, i) => (i ? [make('br'), value] : [value])) : say('missing')),
    make('label', { class: 'same' }, box, say('same')));
}

const both = (text) => {
  const [latin, arabic] = text.split(' · ');
  return [latin && run(latin, 'fr'), arabic && run(arabic, 'ar')].map((value) => value || undefined);
};

function showFacts({ code, key, status, trust }) {
  const { facts } = code;
  const kind = data.kinds.find((known) => known.number === facts.kind);
  const [office, ...act] = facts.act.split('/');
  const list = make('ul', {},
    line('commune', run(key.name.fr, 'fr'), run(key.name.ar, 'ar')),
    line('office', run(office)),
    line('kind', ...(kind ? [run(kind.fr, 'fr'), run(kind.ar, 'ar')] : [run(String(facts.kind))])),
    line('act', run(act.join('/'))),
    line('given', ...both(facts.given)),
    line('family', ...both(facts.family)),
    line('birth', make('bdi', {}, civil(facts.birth))),
    line('sealed', make('bdi', {}, day(new Date(code.iat * 1000)))));
  const all = make('p', { class: 'notice success', role: 'status' }, say('all-same'));
  all.hidden = true;
  list.addEventListener('change', () => {
    all.hidden = [...list.querySelectorAll('input')].some((box) => !box.checked);
  });

  const age = Math.max(0, Math.floor((now - code.iat) / 86400));
  const form = age === 0 ? 'zero' : new Intl.PluralRules(data.lang).select(age);
  const state = make('p', {}, `${say('status')} `, make('b', {}, say(status ? `status-${status.value}` : 'status-unknown')));
  if (status) state.append(` (${say('status-at', { date: at(status.iat) })})`);
  factsBox.replaceChildren(
    make('h2', {}, say('compare-title')),
    make('p', {}, say('compare-words')),
    list, all,
    make('p', {}, `${say('sealed')} `, run(key.name[data.lang === 'ar' ? 'ar' : 'fr'], data.lang === 'ar' ? 'ar' : 'fr'), `${data.comma} ${say('sealed-at')} `, make('bdi', {}, at(code.iat)), `. ${say(`age-${form}`, { days: age })}.`),
    state,
    make('p', { class: 'hint' }, say('list', { seq: trust.seq, date: at(trust.iat) })));
  factsBox.hidden = false;
}

const roots = data.roots.map(raw);

async function check(text) {
  fragment = text;
  factsBox.hidden = true;
  factsBox.replaceChildren();
  showVerdict('working');
  const leastSeq = Number(kept((store) => store.getItem('seq'))) || 0;
  const result = await verify(text, { roots, load, leastSeq, clock: () => now });
  if (result.trust) kept((store) => store.setItem('seq', result.trust.seq));
  const date = result.verdict === 'expired' ? day(new Date(result.code.exp * 1000)) : result.status ? at(result.status.iat) : '';
  showVerdict(result.verdict, { date });
  if (result.key) showFacts(result);
  verdictBox.append(clock());
  askBox.querySelector('ol').hidden = Boolean(result.key);
  askBox.querySelector('h2').textContent = say('again');
  verdictBox.focus();
  // the switch keeps the code
  for (const link of document.querySelectorAll('.languages a')) link.hash = `#${text}`;
}

// A pasted address of another host is not ours, whatever follows it.
function foreign(text) {
  const host = /^\s*https?:\/\/([^/#?\s]+)/i.exec(text)?.[1].toLowerCase();
  return host && host !== location.host.toLowerCase() && host !== data.address.toLowerCase();
}

form.hidden = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.code.value;
  if (text.trim()) check(foreign(text) ? '' : fragmentOf(text));
});
addEventListener('hashchange', () => {
  const next = location.hash.slice(1);
  if (next) {
    strip();
    check(fragmentOf(`#${next}`));
  }
});
if (fragment) check(fragmentOf(`#${fragment}`));
