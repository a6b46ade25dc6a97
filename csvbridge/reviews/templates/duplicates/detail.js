// The pair at the right.

function drawDetail() {
  const pair = current;
  byId("pair-title").replaceChildren(el("span", { class: "number-of", text: `Pair ${pair.at + 1} of ${PAIRS.length.toLocaleString("en-US")}` }), " ",
    el("bdi", { class: "name" }, ...shown(cut({ text: pair.left.name || "(no name)", more: 0 }, 160).text)), el("span", { class: "versus", text: " and " }),
    el("bdi", { class: "name" }, ...shown(cut({ text: pair.right.name || "(no name)", more: 0 }, 160).text)));
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
