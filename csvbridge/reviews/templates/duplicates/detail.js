// The pair at the right.

function drawDetail() {
  const pair = current;
  byId("pair-title").replaceChildren(el("span", { class: "number-of", text: `Pair ${pair.at + 1} of ${PAIRS.length.toLocaleString("en-US")}` }), " ",
    shortName(pair.left, 160), el("span", { class: "versus", text: " and " }),
    shortName(pair.right, 160));
  byId("facts").replaceChildren(
    el("p", { class: "chips" }, el("span", { class: `band ${pair.band}`, text: pair.band }), ` score ${pair.score}`,
      pair.stake ? el("span", { class: "stake", text: `at stake: ${pair.stake}` }) : null,
      pair.candidate ? el("span", { class: "stake", text: `candidate ${pair.candidate} for the left one` }) : null,
      pair.waits && isOpen(pair) ? el("span", { class: "stake", text: "waits for your answer" }) : null),
    earlier(pair) ?? "", compareTable(pair), reasons(pair));
  byId("more").replaceChildren(...[pair.group ? groupPanel(pair) : null, documents(pair), scoreParts(pair)].filter(Boolean));
  byId("pair").scrollTop = 0;
  drawDecide();
}
