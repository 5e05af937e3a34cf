// The page of `report watch`. What the author wrote is only ever set as text, never as HTML.
"use strict";

const $ = id => document.getElementById(id);
const PT = 96 / 72;
const STEPS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const kept = read();
let zoom = kept.zoom || 0;
let state = { version: 0, pages: [], problems: [] };
let first = true;

function read() {
  try { return JSON.parse(sessionStorage.watch || "{}"); } catch { return {}; }
}

function keep() {
  const at = place();
  Object.assign(kept, { zoom, page: at.n, part: at.part });
  try { sessionStorage.watch = JSON.stringify(kept); } catch { /* it is not remembered, then */ }
}

// Makes an element: its class, its text or children, its attributes.
function make(tag, css = "", inside = [], attributes = {}) {
  const el = document.createElement(tag);
  if (css) el.className = css;
  el.append(...[inside].flat().filter(part => part !== null && part !== undefined));
  for (const [name, value] of Object.entries(attributes)) if (value !== "") el.setAttribute(name, value);
  return el;
}

// ---------------------------------------------------------------------------------------- pages

const pages = () => [...document.querySelectorAll(".page")];
const page = n => document.querySelector(`.page[data-n="${n}"]`);

function place() {
  const top = $("pages").scrollTop + 40;
  for (const el of pages()) {
    if (el.offsetTop + el.offsetHeight > top) return { n: +el.dataset.n, part: (top - el.offsetTop) / el.offsetHeight };
  }
  return { n: 1, part: 0 };
}

function go(n, part = 0) {
  const el = page(n);
  if (el) $("pages").scrollTop = el.offsetTop + part * el.offsetHeight - (part ? 40 : 22);
}

function scale() {
  if (zoom) return zoom;
  const style = getComputedStyle($("pages"));
  const room = $("pages").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 4;
  return Math.max(0.3, room / ((state.pages[0]?.w || 595) * PT));
}

function size(at = place()) {
  const s = scale() * PT;
  for (const el of pages()) {
    el.style.width = `${el.dataset.w * s}px`;
    el.style.height = `${el.dataset.h * s}px`;
    fit(el);
  }
  $("percent").textContent = `${Math.round(scale() * 100)}%`;
  $("fit").setAttribute("aria-pressed", zoom === 0);
  go(at.n, at.part);
  mark();
}

// The words lie over the picture at the size of the picture.
function fit(el) {
  const text = el.querySelector(".text");
  if (text) Object.assign(text.style, { width: `${el.dataset.w * PT}px`, height: `${el.dataset.h * PT}px`, transformOrigin: "0 0", transform: `scale(${scale()})` });
}

const sharp = () => Math.min(4, Math.ceil(scale() * PT * devicePixelRatio * 2) / 2);

const near = new IntersectionObserver(all => {
  for (const one of all) {
    one.target.near = one.isIntersecting;
    if (one.isIntersecting) paint(one.target);
    else one.target.querySelector(".text")?.remove();
  }
}, { root: $("pages"), rootMargin: "70%" });

async function paint(el) {
  const { digest } = el.dataset;
  const source = `/page/${digest}.png?scale=${sharp()}`;
  if (el.source !== source) {
    el.source = source;
    const picture = new Image();
    picture.alt = "";
    picture.src = source;
    try { await picture.decode(); } catch {
      if (el.source === source) { el.source = ""; setTimeout(() => el.near && paint(el), 300); }
      return;
    }
    if (el.source !== source) return;
    el.querySelector("img")?.remove();
    el.prepend(picture);
    el.dataset.shown = digest;
  }
  if (el.near && el.querySelector(".text")?.dataset.digest !== digest) await write(el, digest);
}

// Lays the words over the picture: they are selected, found and read aloud.
async function write(el, digest) {
  if (el.writing === digest) return; // or the words would be laid twice, and the focus lost
  el.writing = digest;
  let lines = null;
  try {
    const answer = await fetch(`/page/${digest}.json`);
    if (answer.ok) lines = await answer.json();
  } finally { el.writing = ""; }
  if (!lines || el.dataset.digest !== digest) return;
  const text = make("div", "text", [], { "data-digest": digest });
  for (const [words, x, y, w, h] of lines) {
    const line = make("span", "", words + " ", { tabindex: "-1", role: "button" });
    Object.assign(line.style, { left: `${x * PT}px`, top: `${y * PT}px`, fontSize: `${h * PT * 0.8}px`, lineHeight: `${h * PT}px` });
    line.wide = w * PT;
    line.at = [x + Math.min(w, h) / 2, y + h / 2]; // its first word: what is in the middle may be a gap
    text.append(line);
  }
  el.querySelector(".text")?.remove();
  el.append(text);
  fit(el);
  const spans = [...text.children];
  const widths = spans.map(line => line.getBoundingClientRect().width / scale());
  spans.forEach((line, n) => { if (widths[n]) line.style.transform = `scaleX(${line.wide / widths[n]})`; });
}

function show() {
  if (state.pages.length) $("first").hidden = true;
  else if (!state.busy) $("first").textContent = "The briefing cannot be built yet: see the problems.";
  const at = first && state.pages.length ? { n: kept.page || 1, part: kept.part || 0 } : place();
  const before = pages();
  const moved = before.length !== state.pages.length;
  for (const one of state.pages) {
    const el = before[one.n - 1] || added(one);
    el.dataset.w = one.w;
    el.dataset.h = one.h;
    renew(el, one, moved && !before[one.n - 1]);
  }
  for (const el of before.slice(state.pages.length)) { near.unobserve(el); el.remove(); }
  while ($("thumbs").children.length > state.pages.length) $("thumbs").lastChild.remove();
  if (first || moved) size(at);
  else { pages().forEach(fit); mark(); }
  if (state.pages.length) first = false;
}

function added(one) {
  const el = make("section", "page", [], { "data-n": one.n, "aria-label": `Page ${one.n}`, tabindex: "0" });
  $("pages").append(el);
  near.observe(el);
  const thumb = make("button", "", [make("img", "", [], { width: 96, height: 136 }), make("span", "", `${one.n}`)], { type: "button", "aria-label": `Page ${one.n}` });
  thumb.firstChild.alt = "";
  thumb.onclick = () => { go(one.n); page(one.n).focus({ preventScroll: true }); };
  $("thumbs").append(thumb);
  return el;
}

function renew(el, one, isNew) {
  const thumb = $("thumbs").children[one.n - 1];
  const had = el.dataset.digest;
  if (had !== one.digest) {
    el.dataset.digest = one.digest;
    clear(el);
    if (el.near || !had) paint(el);
    thumb.querySelector("img").src = `/page/${one.digest}.png?scale=0.5`;
    if (had && !isNew) {
      el.classList.remove("changed");
      void el.offsetWidth;
      el.classList.add("changed");
    }
    if (had) { thumb.build = state.build; if (!thumb.querySelector(".new")) thumb.append(make("span", "new", [], { title: "changed by the last save" })); }
  } else if (thumb.build !== state.build) thumb.querySelector(".new")?.remove();
  thumb.querySelector(".mark")?.remove();
  const here = state.problems.filter(p => p.page === one.n && p.level !== "advice");
  const told = here.length ? `Page ${one.n}, ${here.length} ${here.length === 1 ? "problem" : "problems"}` : `Page ${one.n}`;
  thumb.setAttribute("aria-label", told);
  if (here.length) thumb.append(make("span", `mark ${here.some(p => p.level === "error") ? "error" : ""}`, `${here.length}`));
}

function mark() {
  const { n } = place();
  [...$("thumbs").children].forEach((thumb, i) => {
    const on = i + 1 === n;
    if (on === thumb.hasAttribute("aria-current")) return;
    if (on) { thumb.setAttribute("aria-current", "page"); thumb.scrollIntoView({ block: "nearest" }); } else thumb.removeAttribute("aria-current");
  });
}

function area(el, [x, y, w, h], css) {
  const box = make("div", `area ${css}`);
  const percent = (value, whole) => `${100 * value / whole}%`;
  const { w: wide, h: high } = el.dataset;
  Object.assign(box.style, { left: percent(x - 1.5, wide), top: percent(y, high), width: percent(w + 3, wide), height: percent(h, high) });
  el.append(box);
}

function clear(within = document, css = "") {
  within.querySelectorAll(`.area${css}`).forEach(box => box.remove());
}

// ------------------------------------------------------------------------------------- problems

function link(to, words) {
  return to.open ? make("a", "", words, { href: to.open }) : make("span", "", words);
}

// Words between grave accents are code.
function coded(words) {
  return words.split("`").map((part, n) => n % 2 ? make("code", "", part) : part);
}

function excerpt(p) {
  if (!p.excerpt) return null;
  const start = p.caret - 1;
  const told = (p.message.match(/[“`]([^”`]+)[”`]/) || [])[1] || "";
  const rest = p.excerpt.slice(start);
  let n = 0;
  while (n < told.length && told[n] === rest[n]) n++; // the words may run on over the line
  const end = start + (rest.slice(0, n).trimEnd().length || (rest.match(/^\S+/) || [""])[0].length);
  const lead = Math.min(start, p.excerpt.length - p.excerpt.trimStart().length);
  return make("pre", "", [p.excerpt.slice(lead, start), make("mark", "", p.excerpt.slice(start, end)), p.excerpt.slice(end)]);
}

function problem(p) {
  const where = p.file ? link(p, `${p.file}:${p.line}`) : make("span", "", "the whole");
  const told = [p.check || p.level, p.page ? `page ${p.page}` : ""].filter(Boolean).join(", ");
  const card = make("article", `problem ${p.level}`, [
    make("h3", "", [where, make("span", "", told)]),
    make("p", "", coded(p.message)),
    excerpt(p),
    p.hint ? make("p", "hint", coded(p.hint)) : null,
  ]);
  if (p.page) {
    const button = make("button", "", "Show on its page", { type: "button" });
    button.onclick = () => jump(p);
    card.append(button);
  }
  return card;
}

function problems() {
  const list = state.problems;
  const counted = list.filter(p => p.level !== "advice").length;
  $("count").textContent = counted || "";
  $("problems").replaceChildren(...list.map(problem));
  if (list.length) return;
  const well = state.checked && state.ok;
  $("problems").append(make("p", well ? "none ok" : "none", well ? "Every sentence holds." : "Every sentence is being held against its facts."));
}

function jump(p) {
  const el = page(p.page);
  if (!el) return;
  go(p.page, Math.max(0.001, p.area[1] / el.dataset.h - 0.12));
  area(el, p.area, "flash");
}

// ---------------------------------------------------------- from a point on a page to its line

async function ask(el, x, y, more = "") {
  const answer = await fetch(`/at?page=${el.dataset.n}&x=${x.toFixed(2)}&y=${y.toFixed(2)}${more}`);
  return answer.ok ? answer.json() : {};
}

function point(el, event) {
  const box = el.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width * el.dataset.w, (event.clientY - box.top) / box.height * el.dataset.h];
}

function facts(found, most = 12) {
  const rows = found.facts.slice(0, most).map(f => make("div", "fact", [
    make("p", "", [link(f, f.key), ` ${f.file}:${f.line}`]),
    make("p", "", f.says),
    make("p", "from", `${f.document}, ${f.passage}`),
    make("p", "", f.phrases.flatMap((phrase, n) => [n ? " … " : "", make("q", "", phrase)])),
  ]));
  const works = found.works.map(w => make("div", "fact", [make("p", "", ["Cites ", link(w, w.title), " as a whole"])]));
  const more = found.facts.length - most;
  if (more > 0) rows.push(make("p", "none", `and ${more} more, which its section cites`));
  return [...rows, ...works];
}

// The rules of the theme for what was clicked: the author's own first; the default theme's are folded.
function rules(found) {
  const told = rule => make("div", "rule", [
    make("p", "", [make("code", "", rule.selector), " ", link(rule, `${rule.file}:${rule.line}`)]),
    make("p", "from", `${rule.element} { ${rule.declares} }`),
  ]);
  const own = found.rules.filter(r => r.own), others = found.rules.filter(r => !r.own);
  if (!found.rules.length) return [];
  const folded = make("details", "", [make("summary", "", `Rules of the default theme: ${others.length}`), ...others.map(told)]);
  return [make("section", "rules", [make("h3", "", "How it is styled"), ...own.map(told), others.length ? folded : null])];
}

function dedent(lines) {
  const least = Math.min(...lines.filter(l => l[1].trim()).map(l => l[1].search(/\S/)));
  return lines.map(([n, text, on]) => [n, text.slice(least), on]);
}

async function open(el, [x, y], from) {
  const found = await ask(el, x, y, "&rules");
  close();
  if (!found.file) return;
  found.areas.forEach(box => area(el, box, "asked"));
  const where = `${found.file}:${found.line}`;
  const source = dedent(found.source).map(([n, text, on]) => make("div", `row ${on ? "on" : ""}`, [make("i", "", `${n}`), make("span", "", text)]));
  const copy = make("button", "", "Copy the place", { type: "button" });
  copy.onclick = async () => { await navigator.clipboard.writeText(where); copy.textContent = "Copied"; };
  const shut = make("button", "", "Close", { type: "button" });
  shut.onclick = () => back();
  const opener = found.open ? make("a", "main", "Open in the editor", { href: found.open, id: "open" }) : null;
  $("card").replaceChildren(
    make("h2", "", where, { id: "card-head" }),
    make("p", "field", found.note ? "a note: where it is called, and what it rests on" : found.field),
    make("pre", "", source, { tabindex: "0", "aria-label": "The lines around it" }),
    make("div", "acts", [opener, copy, shut]),
    ...facts(found),
    ...rules(found),
  );
  $("card").from = from;
  $("card").hidden = false;
  beside(el, found.areas);
  $("card").focus({ preventScroll: true });
}

// The card stands under what was asked about, or over it, and never covers it.
function beside(el, areas) {
  const card = $("card"), box = el.getBoundingClientRect(), s = scale() * PT, bar = $("pages").getBoundingClientRect().top + 6;
  const below = box.top + Math.max(...areas.map(a => a[1] + a[3])) * s + 10;
  const above = box.top + Math.min(...areas.map(a => a[1])) * s - card.offsetHeight - 10;
  const fits = below + card.offsetHeight < innerHeight - 8 || above < bar;
  card.style.top = `${Math.max(bar, fits ? Math.min(below, innerHeight - card.offsetHeight - 8) : above)}px`;
  const left = box.left + Math.min(...areas.map(a => a[0])) * s;
  card.style.left = `${Math.max(8, Math.min(left, innerWidth - card.offsetWidth - 12))}px`;
}

function close() {
  $("card").hidden = true;
  clear();
}

function back() {
  const { from } = $("card");
  close();
  if (from?.isConnected) from.focus({ preventScroll: true });
}

let hovered = "", waiting = 0, asked = 0;

async function hover(el, [x, y]) {
  const turn = ++asked, found = await ask(el, x, y);
  if (turn !== asked) return;
  const name = found.file ? `${el.dataset.n} ${JSON.stringify(found.areas)}` : "";
  if (name === hovered) return;
  hovered = name;
  clear(document, ".seen");
  if (!name) return;
  found.areas.forEach(box => area(el, box, "seen"));
  const told = facts(found);
  $("rests").replaceChildren(
    make("p", "", [link(found, `${found.file}:${found.line}`)]),
    ...told.length ? told : [make("p", "none", "It rests on no fact.")],
  );
}

$("pages").addEventListener("pointermove", event => {
  clearTimeout(waiting);
  const el = event.target.closest?.(".page");
  if (!el || event.pointerType === "touch" || event.buttons) return;
  waiting = setTimeout(() => hover(el, point(el, event)), 90);
});

$("pages").addEventListener("click", event => {
  const el = event.target.closest(".page");
  if (!el) { close(); return; }
  if (String(getSelection()).trim() || event.detail > 1) return; // words are being selected
  open(el, point(el, event), el);
});

// -------------------------------------------------------------------------------- status and keys

function status() {
  const counted = state.problems.filter(p => p.level !== "advice").length;
  const css = state.busy ? "busy" : !state.ok ? "bad" : counted ? "warn" : "ok";
  $("dot").className = `dot ${css}`;
  const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const seconds = state.toPages && state.toPages < state.toFile ? `${state.toPages.toFixed(1)} s, checked in ${state.toFile.toFixed(1)} s` : `${state.toFile.toFixed(1)} s`;
  const facts = [count(state.pages.length, "page"), count(state.notes, "note"), seconds, state.at];
  const said = !state.ok ? `Cannot be built: ${count(counted, "problem")}`
    : !state.pages.length ? "Setting the pages for the first time"
    : !state.checked ? `${count(state.pages.length, "page")}, being checked`
    : facts.join(" · ");
  if ($("said").textContent !== said) $("said").textContent = said;
  $("banner").hidden = state.ok || !state.pages.length;
  $("banner").textContent = `These are the pages of ${state.at}. The newest save cannot be built.`;
  $("title").textContent = state.title;
  $("file").textContent = state.file;
  $("pdf").hidden = !state.pdf;
  document.title = `${state.ok ? counted ? `(${counted}) ` : "" : "✕ "}${state.title}`;
}

function take(now) {
  if (now.version === state.version) return;
  state = now;
  problems();
  show();
  status();
}

function zoomed(to) {
  zoom = to;
  close();
  size();
  pages().forEach(el => el.near && paint(el));
  keep();
}

function step(by) {
  const s = scale();
  zoomed(by > 0 ? STEPS.find(x => x > s + 0.01) || 3 : [...STEPS].reverse().find(x => x < s - 0.01) || 0.5);
}

function panel() {
  const at = place(), alone = document.body.classList.toggle("alone");
  $("panel").setAttribute("aria-expanded", !alone);
  size(at);
}

function theme(name) {
  const root = document.documentElement;
  if (name) root.dataset.theme = name; else delete root.dataset.theme;
  const dark = name === "dark" || (!name && matchMedia("(prefers-color-scheme: dark)").matches);
  root.classList.toggle("dark", dark);
  $("theme").textContent = name === "dark" ? "Dark" : name === "light" ? "Light" : "As the system";
  kept.theme = name;
}

function other() {
  theme({ "": "light", light: "dark", dark: "" }[kept.theme || ""]);
  keep();
}

function turn(by) {
  const n = Math.max(1, Math.min(state.pages.length, place().n + by));
  go(n);
  page(n)?.focus({ preventScroll: true });
}

function line(el, by) {
  const lines = [...el.querySelectorAll(".text span")];
  const now = lines.indexOf(document.activeElement);
  const next = lines[Math.max(0, Math.min(lines.length - 1, now + by))];
  if (!next) return;
  next.focus({ preventScroll: false });
  hover(el, next.at);
}

$("larger").onclick = () => step(1);
$("smaller").onclick = () => step(-1);
$("percent").onclick = () => zoomed(1);
$("fit").onclick = () => zoomed(0);
$("panel").onclick = panel;
$("theme").onclick = other;
$("help").onclick = () => $("keys").showModal();

const KEYS = { "+": () => step(1), "=": () => step(1), "-": () => step(-1), 0: () => zoomed(1), w: () => zoomed(0), p: panel, d: other, j: () => turn(1), k: () => turn(-1), "?": () => $("keys").showModal() };

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const el = document.activeElement?.closest?.(".page");
  if (event.key === "Escape") {
    if (!$("card").hidden) back();
    else if (el && el !== document.activeElement) el.focus({ preventScroll: true });
    clear();
  } else if (el && ["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) {
    const here = document.activeElement;
    if (event.key !== "Enter" && here === el) return; // the page is scrolled
    event.preventDefault();
    if (event.key === "Enter" && here !== el) open(el, here.at, here);
    else line(el, event.key === "ArrowUp" ? -1 : 1);
  } else if (KEYS[event.key]) KEYS[event.key]();
});

let saving = 0;
$("pages").addEventListener("scroll", () => {
  mark();
  clearTimeout(saving);
  saving = setTimeout(keep, 150);
}, { passive: true });
addEventListener("resize", () => { size(); pages().forEach(el => el.near && paint(el)); });

theme(kept.theme || "");
const news = new EventSource("/events");
news.onmessage = event => take(JSON.parse(event.data));
news.onerror = () => { $("dot").className = "dot bad"; $("said").textContent = "The watch has ended"; };
