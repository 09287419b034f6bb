// The table of findings: filter, search, order, pages. The address holds the filter (#findings?rule=U001&therapist=…),
// so that every number of the report can be a link and the way back works. Texts go in as text, never as markup.
(function () {
  'use strict';
  // A table that is wider than the page can be scrolled by the keyboard; the others are no stop on the way.
  function stops() {
    document.querySelectorAll('.scroll').forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute('tabindex');
    });
  }
  window.addEventListener('resize', stops);
  stops();

  var source = document.getElementById('data');
  if (!source) return;
  var data = JSON.parse(source.textContent);

  // The places of a finding's values: numbers of strings, then severity, effect, cents and whether it is applied. Labels and texts of the
  // details follow in pairs.
  var ID = 0, RULE = 1, TITLE = 2, STATUS = 3, CELL = 4, WHO = 5, PERIOD = 6, CODE = 7, THERAPIST = 8, PAYER = 9,
    SAFETY = 10, DIFFERENCE = 11, MESSAGE = 12, SEVERITY = 13, EFFECT = 14, CENTS = 15, APPLIED = 16, DETAILS = 17;
  // The findings come in chunks with a list of texts each; here they become one list.
  var strings = [], findings = [];
  data.chunks.forEach(function (chunk) {
    var offset = strings.length;
    chunk.findings.forEach(function (f) {
      for (var i = 0; i < f.length; i++) if (i <= MESSAGE || i >= DETAILS) f[i] += offset;
      findings.push(f);
    });
    strings = strings.concat(chunk.strings);
  });
  var NONE = '(none)', COUNTED = 'not-accepted', GRAVE = 'error-warning';
  var severities = ['', 'info', 'warning', 'error'];
  var severityLabels = ['', 'note', 'warning', 'error'];
  var effects = ['none', 'over', 'under'];

  function text(f, column) { return strings[f[column]]; }
  function byText(column) {
    return function (f, value) { return text(f, column) === (value === NONE ? '' : value); };
  }
  // Each filter: its control, the values it offers, and the test of a finding against the chosen value.
  var filters = {
    rule: { value: function (f) { return text(f, RULE); }, test: byText(RULE) },
    family: { value: function (f) { return text(f, RULE).slice(0, 1); }, test: function (f, v) { return text(f, RULE).slice(0, 1) === v; } },
    severity: {
      value: function (f) { return severities[f[SEVERITY]]; },
      test: function (f, v) { return v === GRAVE ? f[SEVERITY] > 1 : severities[f[SEVERITY]] === v; }
    },
    therapist: { value: function (f) { return text(f, THERAPIST); }, test: byText(THERAPIST) },
    payer: { value: function (f) { return text(f, PAYER); }, test: byText(PAYER) },
    code: { value: function (f) { return text(f, CODE); }, test: byText(CODE) },
    safety: { value: function (f) { return text(f, SAFETY); }, test: byText(SAFETY) },
    status: {
      value: function (f) { return text(f, STATUS); },
      test: function (f, v) {
        var s = text(f, STATUS);
        return v === COUNTED ? s !== 'accepted' : s === v || s.indexOf(v + ',') === 0;
      }
    },
    effect: { value: function (f) { return effects[f[EFFECT]]; }, test: function (f, v) { return effects[f[EFFECT]] === v; } },
    period: { value: function (f) { return text(f, PERIOD); }, test: byText(PERIOD) }
  };
  var names = Object.keys(filters);
  var labels = {
    safety: { none: 'no correction proposed', manual: 'by hand only (manual)', review: 'for review', safe: 'safe' },
    severity: { info: 'note', warning: 'warning', error: 'error' },
    effect: { none: 'no difference in units or dollars', over: 'potential over-billing', under: 'potential under-billing' }
  };

  function el(id) { return document.getElementById(id); }
  function make(tag, className, content) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (content !== undefined) node.textContent = content;
    return node;
  }
  var form = el('filter'), body = el('rows'), shown = el('shown'), pages = el('pages');
  var control = function (name) { return form.elements[name]; };

  // fill puts the values that findings have into a list, with the number of findings of each.
  function fill(name) {
    var counts = new Map(), titles = {};
    findings.forEach(function (f) {
      var v = filters[name].value(f);
      counts.set(v, (counts.get(v) || 0) + 1);
      if (name === 'rule') titles[v] = text(f, TITLE);
      if (name === 'family') titles[v] = data.families[v];
    });
    var select = control(name);
    Array.from(counts.keys()).sort().forEach(function (v) {
      var label = v === '' ? NONE : (labels[name] && labels[name][v]) || v + (titles[v] ? ' ' + titles[v] : '');
      select.add(new Option(label + ' (' + counts.get(v).toLocaleString('en-US') + ')', v === '' ? NONE : v));
    });
  }

  // choose sets a control; a value that no finding has is added, so that a link never shows more than it says.
  function choose(name, value) {
    var c = control(name);
    c.value = value;
    if (c.value !== value) {
      c.add(new Option(value + ' (0)', value));
      c.value = value;
    }
  }

  var matching = [], page = 0;

  function hits(word) {
    var found = new Uint8Array(strings.length);
    for (var i = 0; i < strings.length; i++) if (lower()[i].indexOf(word) >= 0) found[i] = 1;
    return found;
  }
  var lowered = null;
  function lower() {
    if (!lowered) lowered = strings.map(function (s) { return s.toLowerCase(); });
    return lowered;
  }
  function holds(f, found) {
    for (var i = 0; i <= MESSAGE; i++) if (found[f[i]]) return true;
    for (i = DETAILS + 1; i < f.length; i += 2) if (found[f[i]]) return true;
    return false;
  }

  function apply() {
    var active = names.filter(function (n) { return control(n).value !== ''; });
    var values = active.map(function (n) { return control(n).value; });
    var words = control('q').value.toLowerCase().split(/\s+/).filter(Boolean).map(hits);
    matching = findings.filter(function (f) {
      return active.every(function (n, i) { return filters[n].test(f, values[i]); }) &&
        words.every(function (found) { return holds(f, found); });
    });
    var order = control('order').value;
    if (order === 'amount') matching.sort(function (a, b) { return Math.abs(b[CENTS]) - Math.abs(a[CENTS]); });
    if (order === 'rule') matching.sort(function (a, b) { return text(a, RULE) < text(b, RULE) ? -1 : text(a, RULE) > text(b, RULE) ? 1 : 0; });
    page = 0;
    draw();
  }

  function size() { return control('size').value === 'all' ? Math.max(1, matching.length) : Number(control('size').value); }

  function draw() {
    var per = size(), last = Math.max(0, Math.ceil(matching.length / per) - 1);
    page = Math.min(Math.max(0, page), last);
    var from = page * per, rows = matching.slice(from, from + per);
    var part = document.createDocumentFragment();
    rows.forEach(function (f) { part.appendChild(row(f)); });
    body.replaceChildren(part);
    shown.dataset.count = matching.length;
    shown.textContent = say(from, rows.length);
    el('page').textContent = 'Page ' + (page + 1) + ' of ' + (last + 1);
    el('previous').disabled = page === 0;
    el('next').disabled = page === last;
    pages.hidden = last === 0;
  }

  function say(from, n) {
    var number = function (x) { return x.toLocaleString('en-US'); };
    var chosen = names.filter(function (name) { return control(name).value !== ''; }).map(function (name) {
      var c = control(name);
      return c.labels[0].textContent.toLowerCase() + ': ' + c.selectedOptions[0].text.replace(/ \([\d,]+\)$/, '');
    });
    if (control('q').value.trim()) chosen.push('text "' + control('q').value.trim() + '"');
    var sentence = number(matching.length) + ' of ' + number(findings.length) + (findings.length === 1 ? ' finding' : ' findings');
    if (n > 0 && n < matching.length) sentence += ', rows ' + number(from + 1) + ' to ' + number(from + n) + ' below';
    return sentence + (chosen.length ? '. Filter: ' + chosen.join('; ') + '.' : '.');
  }

  function cell(tag, label, parts) {
    var td = make(tag);
    td.dataset.label = label;
    if (tag === 'th') td.scope = 'row';
    parts.forEach(function (p) { if (p) td.appendChild(p); });
    return td;
  }
  function line(className, content) { return content ? make('div', className, content) : null; }

  function row(f) {
    var tr = make('tr');
    var severity = make('span', 'tag ' + severities[f[SEVERITY]], severityLabels[f[SEVERITY]]);
    tr.append(
      cell('th', 'Finding', [line('rule', text(f, RULE) + '  ' + text(f, TITLE)), line('id', text(f, ID))]),
      cell('td', 'Severity', [severity]),
      cell('td', 'Where', [line('id', text(f, CELL)), line('minor', text(f, WHO))]),
      cell('td', 'Line', [line('', text(f, CODE)), line('minor', text(f, THERAPIST)), line('minor', text(f, PAYER))]),
      cell('td', 'Potential difference', [line('', text(f, DIFFERENCE) || '–')]),
      cell('td', 'What the record shows', [line('', text(f, MESSAGE)), details(f)]),
      cell('td', 'Correction', [line('', text(f, SAFETY) === 'none' ? '–' : text(f, SAFETY)), line('minor', f[APPLIED] ? 'applied' : ''),
        line('minor', text(f, STATUS))])
    );
    return tr;
  }

  // details holds the calculation and the next steps; what it shows is made when it is first opened.
  function details(f) {
    if (f.length <= DETAILS) return null;
    var box = make('details'), summary = make('summary', '', 'calculation and next steps');
    box.appendChild(summary);
    box.addEventListener('toggle', function () { unfold(box, f); });
    box.unfold = function () { unfold(box, f); };
    return box;
  }
  function unfold(box, f) {
    if (box.children.length > 1) return;
    var list = make('dl');
    for (var i = DETAILS; i + 1 < f.length; i += 2) list.append(make('dt', '', strings[f[i]]), make('dd', '', strings[f[i + 1]]));
    box.appendChild(list);
  }

  function address() {
    var query = new URLSearchParams();
    names.concat('q').forEach(function (n) { if (control(n).value) query.set(n, control(n).value); });
    var text = query.toString();
    return '#findings' + (text ? '?' + text : '');
  }
  function remember() {
    try { history.replaceState(null, '', address()); } catch (refused) { /* the filter works without its address */ }
  }

  // follow shows what the address asks for.
  function follow(move) {
    var hash = location.hash;
    if (hash.indexOf('#findings') !== 0) return;
    var query = new URLSearchParams(hash.slice('#findings?'.length));
    names.forEach(function (n) { choose(n, query.get(n) || ''); });
    control('q').value = query.get('q') || '';
    apply();
    if (move) {
      el('findings').scrollIntoView();
      el('findings-title').focus({ preventScroll: true });
    }
  }

  names.forEach(fill);
  el('browser').hidden = false;
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  form.addEventListener('input', function () { apply(); remember(); });
  form.addEventListener('reset', function () { setTimeout(function () { apply(); remember(); }); });
  el('unfold').addEventListener('click', function () {
    body.querySelectorAll('details').forEach(function (d) { d.unfold(); d.open = true; });
  });
  [['previous', -1], ['next', 1]].forEach(function (b) {
    el(b[0]).addEventListener('click', function () {
      page += b[1];
      draw();
      el('findings').scrollIntoView();
    });
  });
  window.addEventListener('hashchange', function () { follow(true); });
  apply();
  follow(true);
  stops();
})();
