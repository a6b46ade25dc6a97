// Which words make sense for a pair, when an answer is complete, and which answers are plain.

const knownOf = (pair) => ends(pair).filter((record) => record.known);

// Returns why a word makes no sense for the pair, or "".
function whyNot(pair, word) {
  const known = knownOf(pair).length;
  if (word === "same-as-quickbooks" && known === 0) return "neither of the two is in QuickBooks";
  if (word === "same-as-quickbooks" && known === 2) return "both are in QuickBooks already; “same” says that they are to be merged there";
  if (word === "same" && known === 1) return "one of the two is in QuickBooks, and its name stays: say “same-as-quickbooks”";
  return "";
}

// The display name that `same-as-quickbooks` means where none is typed: a vendor's or an inactive customer's is of no use.
function quickbooksName(pair) {
  const [record] = knownOf(pair);
  return record && record.kind === "customer" ? record.name : "";
}

// Returns what is still missing from an answer, or "".
function missing(pair, answer) {
  if (!answer || !answer.word) return "an answer";
  if (answer.word === "same" && !answer.side) return "the name that stays";
  if (answer.word === "same-as-quickbooks" && !quickbooksName(pair)) {
    const [record] = knownOf(pair);
    const typed = folded(answer.name).trim();
    if (!typed) return "the customer's name in QuickBooks";
    if (record.kind !== "inactive customer" && typed === folded(record.name).trim()) return `a name that is a customer's: this one is the ${record.kind}'s`;
  }
  return "";
}

const fieldsThatDiffer = (pair) => FIELDS.filter((field, at) =>
  comparison(field.name, cell(pair.left.cells[at]), cell(pair.right.cells[at])) === "differs").map((field) => field.label);

// How many customers of QuickBooks are certainly like a record.
const rivals = new Map();
for (const pair of PAIRS)
  if (pair.band === "certain" && knownOf(pair).length === 1) rivals.set(pair.left, (rivals.get(pair.left) ?? 0) + 1);

// Returns the one answer that a certain pair has, or why a person must look: {word, side} or {why}.
function plainAnswer(pair) {
  if (pair.changed) return { why: "asked again, because something changed" };
  if (pair.against) return { why: "something speaks against it" };
  const known = knownOf(pair);
  if (known.length === 2) return { why: "both are in QuickBooks: look before they are merged there" };
  if (known.length === 1) {
    if (!quickbooksName(pair)) return { why: `QuickBooks has it as ${known[0].kind}: name the customer yourself` };
    return rivals.get(pair.left) > 1 ? { why: "QuickBooks has several customers that are like it" } : { word: "same-as-quickbooks", side: "" };
  }
  if (pair.left.name !== pair.right.name || !pair.left.name) return { why: "two new customers: you say which name stays" };
  const differ = fieldsThatDiffer(pair);
  return differ.length ? { why: `one name, but they differ in ${differ.join(", ").toLowerCase()}` } : { word: "same", side: "left" };
}
