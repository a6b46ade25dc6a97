// "Confirm all certain ones": every certain pair that has one plain answer, under one reason, undone as one.

function openBulk() {
  const asked = PAIRS.filter((pair) => pair.band === "certain" && isOpen(pair) && !answerOf(pair)?.word);
  const told = asked.map((pair) => [pair, plainAnswer(pair)]);
  const ready = told.filter(([, one]) => one.word);
  const left = new Map();
  for (const [pair, one] of told) if (one.why) left.set(one.why, [...(left.get(one.why) ?? []), pair]);
  const dialog = byId("confirm");
  const reason = el("input", { type: "text", maxlength: 1000, id: "bulk-reason" });
  const counts = WORDS.map((word) => [word, ready.filter(([, one]) => one.word === word).length]).filter(([, count]) => count);
  const act = () => {
    dialog.close();
    change(`${counted(ready.length, "certain pair")} confirmed`, ready.map(([pair, one]) => withReason(pair, one, reason.value)), current);
    say(`${counted(ready.length, "certain pair")} decided.`, undoButton());
    if (isDecided(current)) nextOpen();
  };
  const some = (pairs) => pairs.slice(0, 20).map((pair) => el("li", {}, button(`Pair ${pair.at + 1}: ${names(pair)}`, () => { dialog.close(); show(pair); }, { class: "link" })));
  dialog.replaceChildren(el("h2", { id: "confirm-title", tabindex: -1, autofocus: true, text: "Confirm all certain ones" }),
    el("p", { text: ready.length ? `${counted(ready.length, "certain pair")} of ${asked.length} ${ready.length === 1 ? "has" : "have"} one plain answer: ${counts.map(([word, count]) => `${count} ${word}`).join(", ")}.`
      : asked.length ? "No certain pair has one plain answer: look at each." : "No certain pair is open." }),
    ready.length ? el("label", { class: "reason" }, "One reason for all ", reason) : null,
    el("div", { class: "row" }, ready.length ? button(`Decide ${counted(ready.length, "pair")}`, act, { class: "main" }) : null, button("Close", () => dialog.close())),
    left.size ? el("h3", { text: "Left out, for you to look at" }) : null,
    ...[...left].map(([why, pairs]) => el("div", {}, el("p", {}, el("strong", { text: `${pairs.length} ` }), why), el("ul", { class: "pairs" }, ...some(pairs)),
      pairs.length > 20 ? el("p", { text: `and ${counted(pairs.length - 20, "more pair")}` }) : null)));
  dialog.showModal();
}
