// What makes working pages better: focus on what is to be corrected, the keyboard of the work lists, printing.
// Every page works without this file.

const all = (selector) => [...document.querySelectorAll(selector)];
const typing = (target) => target.closest?.('input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]');

document.querySelector('.errors')?.focus();

for (const button of all('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const button of all('[data-select-all]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    for (const box of button.form?.querySelectorAll('input[name=select]') ?? []) box.checked = true;
  });
}

// A second click must not send a form twice.
for (const form of all('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
  });
}
window.addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent));

// `129/1982` typed or pasted as the number also fills the year.
const number = document.getElementById('number');
const year = document.getElementById('year');
number?.addEventListener('change', () => {
  const found = /^\s*(\d{1,6})\s*\/\s*(\d{4})\s*$/.exec(number.value);
  if (found && year && !year.value) [, number.value, year.value] = found;
});

const rows = all('[data-row]');
const move = (step) => {
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]?.focus();
};

const press = (key) => {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches('input')) {
    target.focus();
    target.select();
  } else {
    target.click();
    target.closest('details[open]')?.querySelector('textarea,select')?.focus();
  }
  return true;
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const dialog = document.getElementById('keys');
  if (dialog?.open) return;
  const { key } = event;
  const done =
    (key === 'j' && rows.length && (move(1), true)) ||
    (key === 'k' && rows.length && (move(-1), true)) ||
    (key === '?' && dialog && (dialog.showModal(), true)) ||
    (key.length === 1 && press(key));
  if (done) event.preventDefault();
});
