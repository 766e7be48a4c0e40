// Looks at a report from within: what a reader's browser, keyboard or screen reader would trip
// over. tests/browser/run puts it into a copy of the report, which stands in a frame as wide as a
// phone or a desk, and reads what it tells the page around.
addEventListener('load', () => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const say = (what, element) => wrong.push(element ? `${what}: <${element.localName}> ${(element.textContent || '').trim().slice(0, 40)}` : what);

  // Width: nothing pushes the page wider than the window.
  if (document.scrollingElement.scrollWidth > innerWidth) {
    say(`the page is ${document.scrollingElement.scrollWidth} wide in a window of ${innerWidth}`);
  }
  all('body *').forEach((element) => {
    const scrolls = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'auto';
    if (scrolls && (element.tabIndex !== 0 || !element.getAttribute('aria-label'))) {
      say('it scrolls, but not by keyboard, or has no name', element);
    }
  });

  // Tables of numbers scroll on a phone only; keys and texts are whole there, too.
  all('.scroll > table').filter((table) => innerWidth >= 768 || !table.classList.contains('numbers')).forEach((table) => {
    const beyond = table.scrollWidth - table.parentElement.clientWidth;
    if (beyond > 1) say(`a table passes the edge by ${beyond}`, table);
  });

  // Structure.
  if (document.documentElement.lang === '') say('no language');
  ['header', 'nav', 'main', 'footer'].forEach((name) => { if (all(name).length !== 1) say(`not one ${name}`); });
  let level = 0;
  all('h1, h2, h3, h4').forEach((heading) => {
    const next = Number(heading.localName[1]);
    if (next > level + 1) say('a heading skips a level', heading);
    level = next;
  });
  if (all('h1').length !== 1) say('not one h1');
  const ids = all('[id]').map((element) => element.id);
  if (new Set(ids).size !== ids.length) say('an id stands twice');
  all('a[href^="#"]').forEach((link) => { if (!document.getElementById(link.getAttribute('href').slice(1))) say('a link goes nowhere', link); });
  all('svg use').forEach((use) => { if (!document.getElementById(use.getAttribute('href').slice(1))) say('a figure refers to nothing', use); });
  all('[aria-labelledby]').forEach((element) => { if (!document.getElementById(element.getAttribute('aria-labelledby'))) say('a label is missing', element); });
  all('table').forEach((table) => { if (!table.caption || table.caption.textContent.trim() === '') say('a table without a caption', table); });
  all('th').forEach((th) => { if (!th.scope) say('a heading of a table without scope', th); });
  all('tr').forEach((tr) => {
    const columns = [...tr.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    const expected = tr.closest('table').tHead.rows[0].cells.length;
    if (columns !== expected) say(`a row of ${columns} cells in a table of ${expected}`, tr);
  });
  all('svg').forEach((svg) => { if (svg.getAttribute('role') !== 'img' || !svg.getAttribute('aria-label')) say('a figure without a text', svg); });
  all('figure').forEach((figure) => { if (!figure.querySelector('figcaption')) say('a figure without a caption', figure); });
  if (/\{\{|\}\}|\bNaN\b|\(null\)/.test(document.getElementById('main').textContent)) say('a tag, NaN or (null) is left in the text');

  // Contrast of texts outside figures (WCAG 2.1, 1.4.3): 4.5 to 1.
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor, parts = numbers(colour);
      if (parts.length < 4 || parts[3] === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  let texts = 0;
  all('body *').filter((element) => !element.closest('svg, script')).forEach((element) => {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) return;
    const a = luminance(getComputedStyle(element).color), b = luminance(background(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    texts++;
    if (contrast < 4.5) say(`contrast ${contrast.toFixed(2)}`, element);
  });
  if (texts < 50) say(`only ${texts} texts were looked at`);

  // Figures keep their white ground, whatever the page's is.
  all('.drawing').forEach((box) => { if (background(box) !== 'rgb(255, 255, 255)') say('a figure not on white', box); });
  const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const page = luminance(background(document.body)) < 0.2 ? 'dark' : 'light';
  if (scheme !== page) say(`the page is ${page} where ${scheme} is preferred`);
  parent.postMessage(`CHECKED ${innerWidth} ${scheme} figures=${all('svg').length} wrong=${wrong.length} ${wrong.slice(0, 8).join(' | ')}`, '*');
});
