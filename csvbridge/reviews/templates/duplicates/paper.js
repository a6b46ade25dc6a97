// What is printed: one block for each pair that is listed, with boxes to tick and a line to sign.

function paperBlock(pair) {
  const given = isDecided(pair) ? answerOf(pair) : pair.earlier ?? {};
  const box = (word, ticked) => el("span", { class: ticked ? "box ticked" : "box" }, el("span", { class: "square", text: ticked ? "✕" : "" }), word);
  const stays = ["left", "right"].map((side) => box(`keep the ${side} name`, given.word === "same" && given.side === side));
  return el("article", {}, el("h2", {}, `${pair.at + 1}. `, shortName(pair.left, 120), " / ",
    shortName(pair.right, 120)),
  el("p", { text: [pair.band, `score ${pair.score}`, pair.stake && `at stake: ${pair.stake}`, pair.group && `in a group of ${pair.group.total}`].filter(Boolean).join(" · ") }),
  compareTable(pair, 200),
  el("p", {}, el("strong", { text: "For it: " }), pair.reasons || "nothing in words"),
  pair.against ? el("p", {}, el("strong", { text: "Against it: " }), pair.against) : null,
  earlier(pair),
  el("p", { class: "boxes" }, ...WORDS.filter((word) => !whyNot(pair, word)).map((word) => box(word, given.word === word)), ...(whyNot(pair, "same") ? [] : stays)),
  el("p", { class: "line" }, "Reason: ", el("span", { class: "rule", text: given.reason ?? "" })),
  el("p", { class: "line" }, "Decided by: ", el("span", { class: "rule", text: isDecided(pair) ? state.by : pair.earlier?.by ?? "" }), " Date: ", el("span", { class: "rule short", text: given.date ?? "" }),
    " Signature: ", el("span", { class: "rule" })));
}

function drawPaper() {
  const decided = PAIRS.filter(isDecided).length;
  byId("paper").replaceChildren(el("header", {}, el("h1", { text: "Customers that look alike" }),
    el("p", { text: `Run ${plain(DATA.run)}: ${counted(visible.length, "pair")} of ${PAIRS.length.toLocaleString("en-US")} printed, ${counted(decided, "pair")} decided on this page. Page ${KEY}.` }),
    inputsTable()), ...visible.map(paperBlock));
  byId("paper").hidden = false;
}

function startPaper() {
  addEventListener("beforeprint", drawPaper);
  addEventListener("afterprint", () => { byId("paper").replaceChildren(); byId("paper").hidden = true; });
  byId("print").addEventListener("click", () => window.print());
}
