// The keyboard. Nothing is taken while somebody types, and the single keys can be switched off.

const KEYS = [
  ["j or ↓", "next pair"], ["k or ↑", "pair before"], ["n or Enter", "next undecided pair"],
  ["1 … 5", "decide: same-as-quickbooks, same, related, different, hold"], ["r", "write the reason"], ["u", "undo, step by step"],
  ["/", "search"], ["Esc", "back to the list"], ["?", "this help"],
];

const isTyped = (target) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=file])");

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const { target, key } = event;
  if (key === "Escape") {
    event.preventDefault(); // a search field would empty itself
    return list.focus();
  }
  if (isTyped(target)) return;
  const arrows = key === "ArrowDown" || key === "ArrowUp";
  if (arrows && target.matches("input")) return; // the arrows choose between radio buttons
  if (key === "Enter" && target.matches("a, button, summary, input:not([type=radio])")) return;
  if (!state.keys && !arrows && key !== "?" && target !== list) return;
  const act = ACTS[key] ?? (/^[1-5]$/.test(key) ? () => decide(WORDS[key - 1]) : null);
  if (!act) return;
  event.preventDefault();
  act();
}

const ACTS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), n: nextOpen, Enter: nextOpen, u: undoLast,
  r: () => byId("reason").focus(), "/": () => { byId("search").focus(); byId("search").select(); }, "?": openHelp,
};

// Home, End and the page keys belong to the list while it has the focus.
function onListKey(event) {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight()) - 1);
  const by = { Home: -PAIRS.length, End: PAIRS.length, PageUp: -page, PageDown: page }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  step(by);
}

function openHelp() {
  const dialog = byId("help");
  const option = (part, words) => {
    const box = el("input", { type: "checkbox", checked: state[part], on: { change: () => { state[part] = box.checked; changed(); } } });
    return el("p", {}, el("label", { class: "check" }, box, words));
  };
  dialog.replaceChildren(el("h2", { id: "help-title", tabindex: -1, autofocus: true, text: "Keys and help" }),
    el("dl", { class: "keys" }, ...KEYS.flatMap(([key, does]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: does })])),
    option("goOn", "Go on to the next undecided pair after each answer"), option("keys", "Single keys work everywhere (off: only in the list)"),
    el("h3", { text: "The five words" }),
    el("dl", { class: "keys" }, ...WORDS.flatMap((word) => [el("dt", { text: word }), el("dd", { text: MEANS[word] })])),
    el("p", {}, "Underlined bold words differ between the two. Boxes such as ", ...shown("\u00a0"), " are characters that nobody sees otherwise."),
    button("Close", () => dialog.close(), { class: "main" }));
  dialog.showModal();
}

function startKeys() {
  document.addEventListener("keydown", onKey);
  list.addEventListener("keydown", onListKey);
  byId("help-button").addEventListener("click", openHelp);
}
