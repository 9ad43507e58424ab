'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const $ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const si = 'qryzafpnµm kMGTPEZYRQ', prefixed = new Set(data.prefixed);

  const value = (t, c, r) => { const k = data.tables[t][c]; return k.codes ? k.dict[k.codes[r]] : k.values[r]; };

  // As the figures' own labels are written.
  function number(v, digits) {
    if (v === 0) return '0';
    const size = Math.abs(v);
    if (size < 1e-4 || size >= 1e9) return v.toExponential(digits - 1).replace('e+', 'e').replace('-', '−');
    const decimals = Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
    const text = String(Number(v.toFixed(decimals)));
    return (size >= 1e4 ? Number(v.toFixed(decimals)).toLocaleString('en-US', { maximumFractionDigits: decimals }) : text).replace('-', '−');
  }

  function format(v, unit, digits = 4) {
    if (v === null || v === undefined || v === '') return '–';
    if (typeof v === 'string') return v;
    if (unit === 'm2' || unit === 'm²') return number(v / 1e-6, digits) + ' mm²';
    const size = Math.abs(v);
    let power = 0;
    if (size > 0 && (prefixed.has(unit) || (size >= 1e6 && unit !== '%'))) {
      power = Math.floor(Math.log10(size) / 3);
      if (size / 1000 ** power >= 1000 * (1 - 0.5 * 10 ** -digits)) power++;
      power = Math.min(10, Math.max(-10, power));
    }
    const text = (power ? si[power + 10] : '') + unit;
    return number(v / 1000 ** power, digits) + (text ? ' ' + text : '');
  }

  // Hover, touch and arrow keys show the row behind a mark.
  const tip = document.getElementById('tip'), said = document.getElementById('said');
  const marks = new WeakMap();
  let lit = null;

  function centres(svg) {
    if (!marks.has(svg)) {
      marks.set(svg, $('.pts [data-r]', svg).map(el => { const b = el.getBBox(); return { el, x: b.x + b.width / 2, y: b.y + b.height / 2 }; }));
    }
    return marks.get(svg);
  }

  function nearest(svg, event) {
    const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
    let best = null, distance = 18 * 18;
    for (const m of centres(svg)) {
      const d = (m.x - x) ** 2 + (m.y - y) ** 2;
      if (d < distance && !m.el.classList.contains('off')) { best = m.el; distance = d; }
    }
    return best;
  }

  function show(el, x, y) {
    if (lit) lit.classList.remove('on');
    lit = el;
    if (!el) { tip.hidden = true; return; }
    el.classList.add('on');
    const t = data.figures[el.closest('figure').id].table, r = Number(el.dataset.r);
    const rows = data.tables[t].map((c, i) => [c.name, format(value(t, i, r), c.unit)]).filter(p => p[1] !== '–').slice(0, 14);
    tip.replaceChildren(...rows.map(([name, text]) => {
      const line = document.createElement('div'), a = document.createElement('span'), b = document.createElement('b');
      a.textContent = name; b.textContent = text; line.append(a, b); return line;
    }));
    said.textContent = rows.map(p => p.join(' ')).join(', ');
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 4)) + 'px';
    tip.style.top = (y + 18 + box.height > innerHeight ? Math.max(4, y - box.height - 12) : y + 18) + 'px';
  }

  for (const svg of $('figure .fig')) {
    const at = e => show(e.target.closest('[data-r]') || nearest(svg, e), e.clientX, e.clientY);
    svg.addEventListener('pointermove', at);
    svg.addEventListener('pointerdown', at);
    svg.addEventListener('pointerleave', () => show(null));
    svg.tabIndex = 0;
    let place = -1;
    svg.addEventListener('keydown', e => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (e.key === 'Escape') show(null);
      if (!step) return;
      e.preventDefault();
      const all = $('[data-r]', svg).filter(el => !el.classList.contains('off'));
      if (!all.length) return;
      place = (place + step + all.length) % all.length;
      const b = all[place].getBoundingClientRect();
      show(all[place], b.left + b.width / 2, b.top + b.height / 2);
    });
    svg.addEventListener('blur', () => show(null));
  }

  // A figure's data as a file.
  const quote = v => { const s = v === null || v === undefined ? '' : String(v); return /[",\n\r]/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s; };
  function csv(t) {
    const columns = data.tables[t], rows = columns.length ? (columns[0].codes || columns[0].values).length : 0;
    const lines = [columns.map(c => quote(c.unit ? c.name + ' (' + c.unit + ')' : c.name)).join(',')];
    for (let r = 0; r < rows; r++) lines.push(columns.map((_, c) => quote(value(t, c, r))).join(','));
    return lines.join('\n') + '\n';
  }
  for (const button of $('button[data-csv]')) {
    button.addEventListener('click', () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([csv(data.figures[button.dataset.csv].table)], { type: 'text/csv' }));
      link.download = button.dataset.csv.slice(2) + '.csv';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }

  // Filters: points disappear, the front and the best of each cell are found again among what is left.
  const filtered = Object.entries(data.figures).filter(([, f]) => f.filter);
  if (filtered.length) start();

  function start() {
    const { table, filter } = filtered[0][1], columns = data.tables[table];
    const rows = columns[0].codes ? columns[0].codes.length : columns[0].values.length;
    const bar = document.getElementById('filter'), count = document.createElement('output');
    const selects = filter.columns.map(c => {
      const label = document.createElement('label'), select = document.createElement('select');
      select.append(new Option('all', ''));
      columns[c].dict.map((v, code) => ({ v, code })).sort((a, b) => typeof a.v === 'number' ? a.v - b.v : 0)
        .forEach(({ v, code }) => select.append(new Option(format(v, columns[c].unit, 6), code)));
      select.addEventListener('change', apply);
      label.append(columns[c].name, select);
      bar.append(label);
      return select;
    });
    const reset = document.createElement('button');
    reset.type = 'button';
    reset.textContent = 'Show all';
    reset.addEventListener('click', () => { selects.forEach(s => { s.value = ''; }); apply(); });
    bar.append(reset, count);
    bar.hidden = false;
    apply();

    function apply() {
      show(null);
      const wanted = selects.map((s, i) => s.value === '' ? null : [columns[filter.columns[i]].codes, Number(s.value)]).filter(w => w);
      const keep = new Uint8Array(rows);
      let shown = 0;
      for (let r = 0; r < rows; r++) shown += keep[r] = wanted.every(([codes, code]) => codes[r] === code) ? 1 : 0;
      count.textContent = shown.toLocaleString('en-US') + ' of ' + rows.toLocaleString('en-US') + ' points of this page' + (wanted.length > 1 ? ' (several parameters: among these points only)' : '');
      for (const [id, f] of filtered) {
        for (const svg of $('.fig', document.getElementById(id))) {
          for (const el of $('.pts [data-r]', svg)) el.classList.toggle('off', !keep[el.dataset.r]);
          const front = svg.querySelector('.fr');
          if (front) redrawFront(svg, front, f.filter);
          for (const heat of $('.heat', svg)) recolour(svg, heat, f, keep);
        }
      }
    }
  }

  function redrawFront(svg, front, { leastX, leastY }) {
    const sx = leastX ? 1 : -1, sy = leastY ? -1 : 1;
    const points = centres(svg).filter(m => !m.el.classList.contains('off')).sort((a, b) => sx * (a.x - b.x) || sy * (a.y - b.y));
    let best = Infinity, d = '', last = null;
    for (const p of points) {
      if (sy * p.y >= best) continue;
      best = sy * p.y;
      d += d ? 'H' + p.x.toFixed(2) + 'V' + p.y.toFixed(2) : 'M' + p.x.toFixed(2) + ' ' + p.y.toFixed(2);
      last = p;
    }
    front.setAttribute('d', d || 'M0 0');
    return last;
  }

  function colour(share) {
    const at = Math.min(1, Math.max(0, share)) * (data.stops.length - 1), i = Math.min(Math.floor(at), data.stops.length - 2);
    const part = s => { const a = data.stops[i] >> s & 255, b = data.stops[i + 1] >> s & 255; return Math.round(a + (at - i) * (b - a)); };
    return [part(16), part(8), part(0)];
  }

  function recolour(svg, heat, { table, filter }, keep) {
    const columns = data.tables[table], x = columns[filter.x], y = columns[filter.y], best = columns[filter.best].values;
    const ok = filter.ok, place = new Map();
    const across = new Map(filter.across.map((code, i) => [code, i])), down = new Map(filter.down.map((code, i) => [code, i]));
    for (let r = 0; r < keep.length; r++) {
      if (!keep[r] || ok[r] !== '1') continue;
      const key = across.get(x.codes[r]) + ',' + down.get(y.codes[r]), now = place.get(key);
      if (now === undefined || (filter.least ? best[r] < best[now] : best[r] > best[now])) place.set(key, r);
    }
    const low = Number(heat.dataset.low), high = Number(heat.dataset.high), log = heat.dataset.log === '1';
    const texts = new Map($('text[data-cell]', svg).map(t => [t.dataset.cell, t]));
    for (const cell of $('rect[data-cell]', heat)) {
      const r = place.get(cell.dataset.cell), text = texts.get(cell.dataset.cell);
      if (r === undefined) {
        cell.setAttribute('fill', 'url(#' + heat.dataset.miss + ')');
        cell.removeAttribute('data-r');
        if (text) text.textContent = '';
        continue;
      }
      let share = log ? Math.log(best[r] / low) / Math.log(high / low) : (best[r] - low) / (high - low);
      if (filter.least) share = 1 - share;
      const [red, green, blue] = colour(share);
      cell.setAttribute('fill', `rgb(${red},${green},${blue})`);
      cell.dataset.r = r;
      if (text) {
        text.textContent = format(best[r], columns[filter.best].unit, 3);
        text.setAttribute('class', 0.299 * red + 0.587 * green + 0.114 * blue > 125 ? 'hd' : 'hl');
      }
    }
  }
})();
