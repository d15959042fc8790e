// What a script adds to the page: suggestions while typing, answers without loading the page anew,
// and reading aloud. Without it everything still works.

const results = document.querySelector('#results');
const form = document.querySelector('form[role=search]');
let latest = 0; // the newest request; an older answer that comes late is passed over

// Shows the page at `address` in place of this one, but for the form that is being filled in.
async function show(address, remember) {
  const mine = ++latest;
  form.querySelectorAll('button').forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== latest) return;
    results.replaceChildren(...page.querySelector('#results').childNodes);
    document.querySelector('footer').replaceWith(page.querySelector('footer'));
    if (!form.querySelector('details') && page.querySelector('form details')) {
      form.append(page.querySelector('form details'));
    }
    document.title = page.title;
    if (remember) history.pushState(null, '', address);
    offerReading();
  } catch {
    if (mine === latest) say(document.body.dataset.noNetwork);
  } finally {
    if (mine === latest) {
      form.querySelectorAll('button').forEach((button) => { button.disabled = false; });
    }
  }
}

function say(text) {
  results.querySelector('.fault')?.remove();
  const note = document.createElement('p');
  note.className = 'fault';
  note.role = 'alert';
  note.textContent = text;
  results.prepend(note);
}

// The address that the form asks for as it stands.
function addressOfForm() {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...fields]) if (value === '') fields.delete(name);
  return `${form.getAttribute('action')}?${fields}`;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  show(addressOfForm(), true);
});

// Sliders and lists ask anew at once.
form.addEventListener('change', (event) => {
  if (event.target.name !== 'q' && form.elements.q.value !== '') show(addressOfForm(), true);
});

window.addEventListener('popstate', () => location.reload());

// Suggestions, once typing pauses.
const list = document.querySelector('#suggestions');
let pause = 0;
form.elements.q.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, 150);
});

async function suggest() {
  const typed = form.elements.q.value.trim();
  if (typed === '') return;
  const query = new URLSearchParams({ q: typed.slice(-60), language: document.documentElement.lang });
  try {
    const answer = await fetch(`/v1/suggest?${query}`);
    if (!answer.ok) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(({ label }) => new Option(label, label)));
  } catch { /* no network: no suggestions */ }
}

// Reads a card aloud where the browser can.
function offerReading() {
  if (!('speechSynthesis' in window)) return;
  for (const button of results.querySelectorAll('.listen')) button.hidden = false;
}

results.addEventListener('click', (event) => {
  const button = event.target.closest('.listen');
  if (!button) return;
  const card = button.closest('article');
  const parts = card.querySelectorAll('h3, .match, .terms li, .where, .reasons li');
  const spoken = new SpeechSynthesisUtterance([...parts].map((part) => part.textContent).join('. '));
  spoken.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
});

offerReading();
