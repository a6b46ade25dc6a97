// Both records side by side, and what is built of a pair for the screen and for paper alike.

const LONG = 600; // characters of a cell that are shown at once

function cut(value, limit) {
  const letters = [...value.text];
  const more = Math.max(letters.length - limit, 0) + value.more;
  return { text: more && letters.length > limit ? letters.slice(0, limit).join("") : value.text, more };
}

// A record's name in one piece, cut at the limit.
const shortName = (record, limit) => el("bdi", {}, ...shown(cut({ text: record.name || "(no name)", more: 0 }, limit).text));

// Returns the nodes of both cells, with the words that differ marked.
function twoCells(field, one, other, status, limit) {
  const marked = status === "differs" || status === "written otherwise";
  const sides = [cut(one, limit), cut(other, limit)];
  const pieces = marked ? differences(sides[0].text, sides[1].text, status === "differs" && SIGNS_ASIDE.has(field)) : sides.map((side) => [{ text: side.text, differs: false }]);
  return sides.map((side, at) => {
    const nodes = pieces[at].map((piece, number) => {
      const nodes = shown(piece.text, number === 0, number === pieces[at].length - 1);
      return piece.differs ? el("mark", {}, unseen("[differs: "), ...nodes, unseen("]")) : el("span", {}, ...nodes);
    });
    return el("bdi", {}, ...nodes, side.more ? el("em", { class: "cut", text: ` … and ${counted(side.more, "character")} more` }) : null);
  });
}

const STATUS = { "same": "=", "written otherwise": "≈", "differs": "≠", "only left": "left only", "only right": "right only" };

function compareTable(pair, limit = LONG) {
  const rows = FIELDS.map((field, at) => {
    const [one, other] = ends(pair).map((record) => cell(record.cells[at]));
    const status = comparison(field.name, one, other);
    if (!status) return null;
    const [left, right] = twoCells(field.name, one, other, status, limit);
    const side = (name, value, nodes) => el("td", { "data-side": name, class: value.text.trim() ? undefined : "empty" }, nodes);
    return el("tr", { class: status.replace(" ", "-") }, el("th", { scope: "row", text: field.label }), side("Left", one, left), side("Right", other, right),
      el("td", { class: "status" }, el("span", { "aria-hidden": "true", text: `${STATUS[status]} ` }), status.startsWith("only") ? unseen(status) : status));
  });
  return el("table", { class: "compare" }, el("caption", { class: "unseen", text: "Both records, field by field" }),
    el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Field" }),
      ...ends(pair).map((record, side) => el("th", { scope: "col" }, el("span", { class: "side", text: side ? "Right" : "Left" }),
        el("span", { class: record.known ? "kind known" : "kind", text: whatItIs(record) }),
        el("span", { class: "place" }, el("bdi", { text: plain(record.place, 200) })), record.id ? el("code", { text: plain(record.id, 40) }) : null)),
      el("th", { scope: "col", class: "status", text: "Compared" }))),
    el("tbody", {}, ...rows.filter(Boolean)));
}

function reasons(pair) {
  const told = (title, words, kind, none) => el("div", { class: kind }, el("h3", { text: title }),
    words ? el("ul", {}, ...words.split("; ").map((word) => el("li", {}, ...shown(word)))) : el("p", { text: none }));
  return el("div", { class: "reasons" }, told("For it", pair.reasons, "for", "Nothing in words."),
    told("Against it", pair.against, "against", "Nothing."));
}

const signed = (hundredths) => (hundredths < 0 ? "−" : "+") + (Math.abs(hundredths) / 100).toFixed(2);

const WEIGHTY = 12; // parts of a score that are shown each by itself

// One row for all the smaller parts, which gives way to them.
function smaller(parts, row) {
  const all = button("Show each", () => rest.replaceWith(...parts.map(row)), { class: "link" });
  const rest = row([counted(parts.length, "smaller part"), parts.reduce((total, [, points]) => total + points, 0)]);
  rest.firstChild.append(" ", all);
  return rest;
}

// The parts of the score, as bars; the hundredths add up to the sum below them.
function scoreParts(pair) {
  const parts = [];
  for (let at = 0; at < pair.parts.length; at += 2) parts.push([text(pair.parts[at]), pair.parts[at + 1]]);
  if (!parts.length) return null;
  const most = Math.max(...parts.map(([, points]) => Math.abs(points)));
  const sum = parts.reduce((total, [, points]) => total + points, 0);
  const row = ([title, points]) => {
    const bar = el("span", { class: points < 0 ? "bar minus" : "bar plus" });
    bar.style.width = `${(50 * Math.abs(points)) / most}%`;
    return el("tr", {}, el("th", { scope: "row", text: title }), el("td", { class: "bars", "aria-hidden": "true" }, bar),
      el("td", { class: "number", text: signed(points) }), el("td", { class: "tells", text: points < 0 ? "against" : "for" }));
  };
  return el("details", { class: "score", open: true }, el("summary", { text: `How the score of ${pair.score} comes about` }),
    el("p", { text: "Points are logarithms of odds: they add up, above 0 it is likelier than not." }),
    el("table", {}, el("caption", { class: "unseen", text: "Parts of the score, the weightiest first" }),
      el("thead", { class: "unseen" }, el("tr", {}, ...["Part", "Bar", "Points", "Speaks"].map((heading) => el("th", { scope: "col", text: heading })))),
      el("tbody", {}, ...parts.slice(0, WEIGHTY).map(row), parts.length > WEIGHTY ? smaller(parts.slice(WEIGHTY), row) : null),
      el("tfoot", {}, el("tr", {}, el("th", { scope: "row", text: "Together" }), el("td", { class: "bars", "aria-hidden": "true" }),
        el("td", { class: "number", text: signed(sum) }), el("td", { class: "tells", text: `= score ${pair.score}` })))));
}

function documents(pair) {
  if (!pair.documents.length) return pair.stake ? el("p", {}, el("strong", { text: "At stake: " }), pair.stake) : null;
  const some = pair.documents.slice(0, 200).map((at) => DATA.documents[at].map(text));
  return el("section", {}, el("h3", { text: `The invoices concerned: ${pair.stake}` }),
    el("table", { class: "documents" }, el("thead", {}, el("tr", {}, ...["Number", "Deal", "Date", "Amount", "State"].map((heading) => el("th", { scope: "col", class: heading === "Amount" ? "number" : undefined, text: heading })))),
      el("tbody", {}, ...some.map(([number, deal, day, amount, told]) => el("tr", {}, el("td", { text: plain(number || "–", 40) }), el("td", {}, el("bdi", {}, ...shown(deal))),
        el("td", { text: day }), el("td", { class: "number", text: amount }), el("td", { text: told }))))),
    pair.documents.length > 200 ? el("p", { text: `${counted(pair.documents.length - 200, "more document")}: evidence/trail.csv has them.` }) : null);
}

function earlier(pair) {
  if (!pair.earlier && !pair.changed) return null;
  const { word, name, reason, by, date, source, other } = pair.earlier ?? {};
  const who = [by && `by ${plain(by)}`, date && `on ${plain(date)}`].filter(Boolean).join(" ");
  return el("section", { class: "earlier" }, el("h3", { text: pair.changed ? "Asked again" : "Decided earlier" }),
    pair.changed ? el("p", { class: "changed" }, ...shown(pair.changed)) : null,
    word ? el("p", {}, el("strong", { text: word }), name ? el("span", {}, ": ", el("bdi", {}, ...shown(name))) : null, ` ${who}`, reason ? el("span", {}, ". Reason: ", el("bdi", {}, ...shown(reason))) : null) : null,
    other ? el("p", {}, "Settled by the decision about ", el("bdi", { text: plain(other, 250) })) : null,
    source ? el("p", { class: "place" }, "From ", el("bdi", { text: plain(source, 250) })) : null);
}
