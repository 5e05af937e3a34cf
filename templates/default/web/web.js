// Opens the evidence beside the text. Everything shown is copied from the evidence at the page's end,
// to which the same links lead without script.
(() => {
  'use strict';
  const page = document, say = page.currentScript.dataset, $ = (id) => page.getElementById(id), led = (link) => $(decodeURIComponent(link.hash.slice(1)));
  if (!window.HTMLDialogElement) return;
  const SENTENCE = '[id^="s."]';
  const wide = matchMedia('(min-width: 68.75rem)');
  const claims = [...page.querySelectorAll(SENTENCE)];
  let open = null, opener = null;
  page.documentElement.classList.add('js');

  const element = (tag, css, ...inside) => {
    const made = page.createElement(tag);
    if (css) made.className = css;
    made.append(...inside);
    return made;
  };
  // Both panels are made here: where a platform takes the script out, no words of theirs are left.
  const added = (box, attributes) => {
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
    page.body.append(box);
    return box;
  };
  const button = (text, data) => {
    const made = element('button', '', text);
    made.type = 'button';
    Object.assign(made.dataset, data);
    return made;
  };
  const head = element('h2', '', say.evidence), body = element('div', 'panel-body');
  head.id = 'panel-head';
  head.tabIndex = -1;
  const pop = added(element('div', 'pop ui'), { id: 'pop', popover: 'auto', role: 'note', 'aria-label': say.evidence, tabindex: -1 });
  const panel = added(
    element('dialog', 'panel ui', element('div', 'panel-head', head, element('p', 'panel-nav', button(say.previous, { go: -1 }), button(say.next, { go: 1 }), button(say.close, { close: '' }))), body),
    { id: 'panel', 'aria-labelledby': 'panel-head' });
  const gap = () => element('i', '', ' … ');

  // A copy without ids, in which the phrases of these facts alone are marked.
  const words = (source, numbers) => {
    const copy = source.querySelector('blockquote').cloneNode(true), whole = 'whole' in source.dataset;
    for (const mark of copy.querySelectorAll('mark')) {
      const named = mark.dataset.f?.split(' ') || [...mark.querySelectorAll('sup')].map((sup) => sup.textContent);
      if (named.some((number) => numbers.has(number))) continue;
      if (whole) { mark.querySelectorAll('sup').forEach((sup) => sup.remove()); mark.replaceWith(...mark.childNodes); }
      else mark.replaceWith(gap());
    }
    copy.normalize();
    if (whole) {                                  // long stretches between the marks wait until asked for
      for (const node of [...copy.childNodes]) {
        if (node.nodeType !== 3 || node.data.length < 220) continue;
        const text = node.data, first = text.indexOf(' ', 60), last = text.lastIndexOf(' ', text.length - 60);
        if (first < 0 || last < first) continue;
        copy.dataset.cut = 'yes';
        node.replaceWith(node.previousSibling ? text.slice(0, first) : '', gap(), node.nextSibling ? text.slice(last) : '');
      }
    }
    let before = null;                            // one ellipsis where several stand side by side
    for (const node of [...copy.childNodes]) {
      if (node.nodeType === 3 && !node.data.trim()) continue;
      const now = node.nodeName === 'I';
      if (now && before) node.remove();
      before = now;
    }
    return copy;
  };

  const shownFact = (fact, claim) => {
    const copy = fact.cloneNode(true), uses = copy.querySelector('.uses');
    copy.removeAttribute('id');
    const others = [...uses.querySelectorAll('a')].filter((link) => link.hash !== '#' + claim.id);
    uses.replaceChildren(element('b', '', others.length ? say.others : say.none), ...others.flatMap((link, n) => [n ? '; ' : ' ', link]));
    return copy;
  };

  const shownSource = (source, facts, numbers, claim) => {
    const box = element('section', 'source'), doc = $('d.' + source.dataset.d);
    box.append(element('h3', '', element('span', 'siglum', doc.querySelector('.siglum').textContent), doc.querySelector('h3').textContent + ': ' + source.querySelector('h4').textContent), words(source, numbers));
    const cut = box.querySelector('[data-cut]');
    if (cut) {
      cut.after(element('p', 'more', button(say.whole, { more: source.id })));
    }
    box.append(element('ul', 'facts', ...facts.map((fact) => shownFact(fact, claim))));
    return box;
  };

  const show = (claim, from) => {
    const entry = $('e' + claim.id.slice(1));
    if (!entry) return;
    const links = [...entry.querySelectorAll('a[href^="#f."]')], numbers = new Set(links.map((link) => link.textContent));
    const sources = new Map();
    for (const fact of links.map((link) => led(link))) {
      const source = fact.closest('.source');
      sources.set(source, [...(sources.get(source) || []), fact]);
    }
    const said = claim.cloneNode(true);
    said.querySelectorAll('[role=doc-noteref], .ev').forEach((link) => link.remove());
    const shown = [element('p', 'panel-said', '“' + said.textContent.replace(/\u2060/g, '').trim() + '”'),
      element('p', 'panel-sum', entry.querySelector('a').textContent + ' · ' + say.sums.split('|')[entry.dataset.sum || 0])];
    for (const [source, facts] of sources) shown.push(shownSource(source, facts, numbers, claim));
    for (const work of entry.querySelectorAll('.w')) shown.push(element('p', 'source', ...work.cloneNode(true).childNodes));
    body.replaceChildren(...shown);
    open?.classList.remove('open');
    open = claim;
    claim.classList.add('open');
    if (from) opener = from;
    const at = claims.indexOf(claim);
    panel.querySelector('[data-go="-1"]').disabled = at === 0;
    panel.querySelector('[data-go="1"]').disabled = at === claims.length - 1;
    if (!panel.open) wide.matches ? panel.show() : panel.showModal();
    panel.scrollTop = 0;
    head.focus({ preventScroll: true });
    const box = claim.getBoundingClientRect(), low = wide.matches ? innerHeight : innerHeight * .22;
    if (box.top < 60 || box.bottom > low) scrollBy({ top: box.top - (wide.matches ? 140 : 60) });
  };

  const close = () => { if (panel.open) panel.close(); };
  panel.addEventListener('close', () => {
    open?.classList.remove('open');
    open = null;
    opener?.focus({ preventScroll: true });
  });
  panel.addEventListener('click', (event) => {
    const pressed = event.target.closest('button'), link = event.target.closest('a');
    if (pressed?.dataset.more) {
      const quote = pressed.closest('.source').querySelector('blockquote'), all = $(pressed.dataset.more).querySelector('blockquote').cloneNode(true);
      quote.replaceWith(all);
      pressed.parentNode.remove();
      all.tabIndex = -1;
      return all.focus();
    }
    if (pressed?.dataset.go) return show(claims[claims.indexOf(open) + Number(pressed.dataset.go)]);
    if (pressed || event.target === panel) return close();
    if (!link) return;
    const claim = led(link);
    if (claim?.matches(SENTENCE)) { event.preventDefault(); show(claim, claim.querySelector('.ev, .letter')); }
    else { opener = null; close(); }
  });
  page.addEventListener('keydown', (event) => { if (event.key === 'Escape' && panel.open) { event.preventDefault(); close(); } });

  // On a narrow window a call opens its note where one reads.
  const noted = (link, claim) => {
    const note = led(link), text = note.cloneNode(true);
    text.querySelectorAll('[role=doc-backlink], .again').forEach((one) => one.remove());
    const more = element('a', '', say.evidence);
    more.href = '#e' + (claim?.id || '').slice(1);
    more.addEventListener('click', (event) => { event.preventDefault(); pop.hidePopover(); show(claim, link); });
    pop.setAttribute('aria-label', link.getAttribute('aria-label'));
    pop.replaceChildren(element('p', '', element('span', 'n', link.textContent), ...text.childNodes), claim ? element('p', '', more) : '');
    pop.showPopover();
    pop.focus();
    pop.addEventListener('toggle', (event) => { if (event.newState === 'closed' && !panel.open) link.focus({ preventScroll: true }); }, { once: true });
  };

  $('main').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest('a, button, summary, label'), claim = event.target.closest(SENTENCE);
    if (link?.matches('.ev, .letter') && claim) { event.preventDefault(); return show(claim, link); }
    if (link?.matches('[role=doc-noteref]:not(.letter)') && !wide.matches && pop.showPopover) { event.preventDefault(); return noted(link, claim); }
    if (!link && claim && getSelection().isCollapsed) show(claim, claim.querySelector('.ev, .letter'));
  });
})();
