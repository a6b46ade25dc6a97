// The list of pairs: filters, and rows of which only those in sight are built.

const list = byId("list");
const rail = byId("rail");
const filter = { bands: new Set(DATA.bands.map(([band]) => band)), least: 0, openOnly: false, words: [] };
let visible = PAIRS; // pairs that the filters let through
let current = PAIRS[0];
const SPARE = 6; // rows built beyond what is in sight
const built = new Map(); // place in `visible` -> row

function passes(pair) {
  return filter.bands.has(pair.band) && pair.amount >= filter.least && (!filter.openOnly || isOpen(pair)) &&
    filter.words.every((word) => searched(pair).includes(word));
}

function applyFilters() {
  visible = PAIRS.filter((pair) => passes(pair) || (pair === current && filter.openOnly && isDecided(pair)));
  byId("listed").textContent = visible.length === PAIRS.length ? "" : `${counted(visible.length, "pair")} of ${PAIRS.length.toLocaleString("en-US")} listed`;
  list.hidden = !visible.length;
  if (!visible.length) byId("listed").textContent = "No pair is like that. Widen the search, or tick more boxes.";
  drawList(true);
}

const rowHeight = () => 4.5 * parseFloat(getComputedStyle(document.documentElement).fontSize);

function drawList(anew = false) {
  const height = rowHeight();
  rail.style.height = `${visible.length * height}px`;
  if (anew) { rail.replaceChildren(); built.clear(); }
  const first = Math.max(0, Math.floor(list.scrollTop / height) - SPARE);
  const last = Math.min(visible.length - 1, Math.ceil((list.scrollTop + list.clientHeight) / height) + SPARE);
  for (const [place, row] of built) if (place < first || place > last) { row.remove(); built.delete(place); }
  for (let place = first; place <= last; place++) {
    if (built.has(place)) continue;
    const row = makeRow(visible[place], place);
    row.style.transform = `translateY(${place * height}px)`;
    built.set(place, row);
    rail.append(row);
  }
  const shownRow = document.getElementById(`row-${current.at}`);
  if (shownRow) list.setAttribute("aria-activedescendant", shownRow.id);
  else list.removeAttribute("aria-activedescendant");
}

function badge(pair) {
  const answer = answerOf(pair);
  if (isDecided(pair)) return el("span", { class: "badge done", text: `✓ ${answer.word}` });
  if (answer?.word) return el("span", { class: "badge half", text: `… ${answer.word}` });
  if (pair.earlier) return el("span", { class: "badge earlier", text: `earlier: ${pair.earlier.word}` });
  return el("span", { class: "badge open", text: pair.changed ? "asked again" : pair.waits ? "waits" : "open" });
}

function makeRow(pair, place) {
  return el("div", { id: `row-${pair.at}`, class: "pair-row", role: "option", "aria-selected": String(pair === current),
    "aria-setsize": visible.length, "aria-posinset": place + 1, on: { click: () => show(pair) } },
  el("span", { class: "row-names" }, el("bdi", { text: plain(pair.left.name) }), unseen(" and ")),
  el("span", { class: "row-names" }, el("bdi", { text: plain(pair.right.name) })),
  el("span", { class: "row-facts" }, el("span", { class: `band ${pair.band}`, text: pair.band }), unseen(", "),
    el("span", { class: "row-stake", text: pair.stake.replace(/^[0-9]+ invoices?, /, "") }), unseen(" "), badge(pair)));
}

// Brings a pair's row into sight.
function reveal(pair) {
  const place = visible.indexOf(pair);
  if (place < 0) return;
  const height = rowHeight();
  if (place * height < list.scrollTop) list.scrollTop = place * height;
  else if ((place + 1) * height > list.scrollTop + list.clientHeight) list.scrollTop = (place + 1) * height - list.clientHeight;
}

// Shows a pair at the right and in the list.
function show(pair) {
  if (!pair) return;
  const within = byId("pair").contains(document.activeElement) && document.activeElement !== byId("pair");
  current = pair;
  drawDetail();
  if (filter.openOnly) applyFilters(); // what has just been decided leaves the list
  reveal(pair);
  drawList(true);
  if (within && !document.activeElement?.isConnected) list.focus();
}

// Moves by a number of pairs.
function step(by) {
  const place = visible.indexOf(current);
  const next = visible[Math.min(visible.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
  if (!next || next === current) return;
  show(next);
  say(`Pair ${next.at + 1}: ${names(next)}, ${next.band}.`);
}

function nextOpen() {
  const place = visible.indexOf(current);
  const next = [...visible.slice(place + 1), ...visible.slice(0, place + 1)].find((pair) => isOpen(pair) && pair !== current);
  if (next) return show(next);
  const hidden = PAIRS.filter((pair) => isOpen(pair) && pair !== current).length;
  if (isOpen(current)) say("This is the last open pair" + (hidden ? " of those listed." : "."));
  else say(hidden ? `Every pair listed is decided; ${counted(hidden, "open pair")} hidden by the filters.` : "Every pair is decided. Download your decisions now.");
}

function readFilters() {
  filter.words = folded(byId("search").value).split(/\s+/).filter(Boolean);
  filter.least = Math.round(Number(byId("least").value || 0) * 10000);
  filter.openOnly = byId("open-only").checked;
  list.scrollTop = 0;
  applyFilters();
  reveal(current);
}

function startList() {
  for (const [band, count, sum] of DATA.bands) {
    const box = el("input", { type: "checkbox", checked: true, on: { change: () => {
      filter.bands[box.checked ? "add" : "delete"](band);
      readFilters();
    } } });
    byId("bands").append(el("label", { class: "check" }, box, el("span", { class: `band ${band}`, text: band }), ` ${count.toLocaleString("en-US")}`,
      sum ? el("span", { class: "sum", text: sum }) : null));
    if (sum) byId("bands").className = "sums";
  }
  for (const id of ["search", "least"]) byId(id).addEventListener("input", readFilters);
  byId("open-only").addEventListener("change", readFilters);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !visible.length) return;
    event.preventDefault();
    show(visible[0]);
    list.focus();
  });
  let asked = false;
  const redraw = () => { asked = false; drawList(); };
  list.addEventListener("scroll", () => { if (!asked) { asked = true; requestAnimationFrame(redraw); } });
  addEventListener("resize", () => drawList(true));
}
