// The answer to one pair: five words, the name that stays, the reason.

const MEANS = {
  "same-as-quickbooks": "it is that customer in QuickBooks",
  "same": "one customer; a name stays",
  "related": "two customers that have to do with each other",
  "different": "two customers",
  "hold": "not yet: they go on waiting",
};
const blank = { word: "", side: "", name: "", reason: "", date: "" };

function startDecide() {
  WORDS.forEach((word, at) => byId("words").append(el("button", {
    type: "button", id: `word-${at}`, class: "word", "aria-keyshortcuts": at + 1, on: { click: () => decide(word, byId(`word-${at}`) === document.activeElement) },
  }, el("kbd", { "aria-hidden": "true", text: at + 1 }), el("span", { class: "the-word", text: word }), el("small", { text: MEANS[word] }))));
  for (const radio of document.querySelectorAll("input[name=side]"))
    radio.addEventListener("change", () => answer({ side: radio.value }, `${radio.value === "left" ? "The left" : "The right"} name stays`));
  byId("qb-name").addEventListener("input", () => typed("name", "qb-name"));
  byId("reason").addEventListener("input", () => typed("reason", "reason"));
  byId("clear").addEventListener("click", () => {
    const before = answerOf(current);
    if (before) change("taken back", [[current, { ...blank, reason: before.reason }]], current);
    say(`Pair ${current.at + 1} is open again.`, undoButton());
  });
  byId("undo").addEventListener("click", undoLast);
  byId("next").addEventListener("click", nextOpen);
  for (const id of ["qb-name", "reason"]) byId(id).addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); list.focus(); if (isDecided(current)) nextOpen(); }
  });
}

const undoButton = () => button("Undo", undoLast, { class: "link" });

function typed(part, id) {
  const value = byId(id).value;
  const pair = current;
  change(`${part} of pair ${pair.at + 1}`, [[pair, { ...blank, ...answerOf(pair), [part]: value }]], pair, `${part} ${pair.token}`);
}

function answer(parts, label) {
  change(label, [[current, { ...blank, ...answerOf(current), ...parts }]], current);
  say(`Pair ${current.at + 1}: ${label}.`, undoButton());
}

// Decides the pair that is shown, by key or button, and goes on where nothing is missing.
function decide(word) {
  const pair = current;
  const why = whyNot(pair, word);
  if (why) return say(`“${word}” makes no sense here: ${why}.`);
  const before = answerOf(pair);
  const next = { ...blank, ...before, word, side: word === "same" ? before?.side ?? "" : "", name: word === "same-as-quickbooks" ? before?.name ?? "" : "" };
  change(`pair ${pair.at + 1}: ${word}`, [[pair, next]], pair);
  if (missing(pair, next)) {
    say(`Pair ${pair.at + 1}: ${word}. Missing: ${missing(pair, next)}.`, undoButton());
    (word === "same" ? document.querySelector("input[name=side]") : byId("qb-name")).focus();
    return;
  }
  say(`Pair ${pair.at + 1} is ${word}.`, undoButton());
  if (state.goOn && word !== "same") nextOpen();
}

function undoLast() {
  const done = undo();
  if (!done) return say("There is nothing to undo.");
  show(done.at);
  say(`Undone: ${done.label}.`);
}

// Brings the buttons and fields to what is answered; they stay, so that nobody loses their place.
function drawDecide() {
  const pair = current;
  const now = answerOf(pair) ?? blank;
  const reasonsWhy = [];
  WORDS.forEach((word, at) => {
    const why = whyNot(pair, word);
    const control = byId(`word-${at}`);
    control.setAttribute("aria-pressed", String(now.word === word));
    if (why) { control.setAttribute("aria-disabled", "true"); control.setAttribute("aria-describedby", "why-not"); reasonsWhy.push(`Not “${word}”: ${why}.`); }
    else { control.removeAttribute("aria-disabled"); control.removeAttribute("aria-describedby"); }
  });
  byId("why-not").textContent = reasonsWhy.join(" ");
  byId("survivor").hidden = now.word !== "same";
  for (const radio of document.querySelectorAll("input[name=side]")) radio.checked = radio.value === now.side;
  for (const side of ["left", "right"])
    byId(`keep-${side}`).replaceChildren(shortName(pair[side], 120), el("span", { class: "hint", text: ` (${side}, ${plain(pair[side].place, 120)})` }));
  byId("qb").hidden = now.word !== "same-as-quickbooks";
  if (byId("qb-name").value !== now.name) byId("qb-name").value = now.name;
  byId("qb-name").placeholder = plain(quickbooksName(pair), 200).replace("(no name)", "");
  if (byId("reason").value !== now.reason) byId("reason").value = now.reason;
  byId("clear").hidden = !now.word;
  byId("undo").disabled = steps.length === 0;
  const lacks = now.word && missing(pair, now);
  byId("state").className = lacks ? "half" : now.word ? "done" : "";
  byId("state").textContent = lacks ? `Not finished: ${lacks} is missing. It is left out of the download until then.`
    : now.word ? `✓ ${now.word}, ${now.date}` : "";
}
