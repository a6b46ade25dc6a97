// The data of the page: pairs, records, groups, read once. Positions are those of reviews/duplicates_data.py.

const KEY = byId("data").dataset.key;
const DATA = JSON.parse(byId("data").textContent);
const WORDS = DATA.words; // same-as-quickbooks, same, related, different, hold
const FIELDS = DATA.fields.map(([name, label]) => ({ name, label }));

// A text with what it takes to compare it: `more` characters are not carried here.
function cell(number) {
  const told = DATA.texts[number];
  if (typeof told === "string") return { text: told, more: 0, whole: told };
  const [text, length, hash] = told;
  return { text, more: length - [...text].length, whole: `${length} ${hash}` };
}
const text = (number) => cell(number).text;

function makeRecord([known, name, kind, place, id, ...cells], at) {
  return { at, known: known === 1, name: text(name), isWhole: cell(name).more === 0, kind: text(kind), place: text(place), id: text(id), cells };
}

function makePair(told, at) {
  const [token, left, right, band, score, reasons, against, stake, amount, candidate, waits, parts, documents, decided, changed] = told;
  const pair = {
    at, token, band, score, reasons: text(reasons), against: text(against), stake: text(stake).replace(/^0 invoices.*/, ""), amount,
    candidate: text(candidate), waits: waits === 1, parts, documents, changed: text(changed), group: null,
    left: RECORDS[left], right: RECORDS[right],
  };
  const [word, name, reason, by, date, source, other] = decided.map(text);
  pair.earlier = word ? { word, name, reason, by, date, source, other } : null;
  return pair;
}

const RECORDS = DATA.records.map(makeRecord);
const PAIRS = DATA.pairs.map(makePair);
const BY_TOKEN = new Map(PAIRS.map((pair) => [pair.token, pair]));

// A group: records that certain and probable pairs tie together, with every pair among them.
const GROUPS = DATA.groups.map(([total, ...places], number) => ({ number, total, records: places.map((at) => RECORDS[at]), pairs: [] }));
{
  const groupOf = new Map(GROUPS.flatMap((group) => group.records.map((record) => [record, group])));
  for (const pair of PAIRS) {
    const group = groupOf.get(pair.left);
    if (group && group === groupOf.get(pair.right)) {
      pair.group = group;
      group.pairs.push(pair);
    }
  }
}

const ends = (pair) => [pair.left, pair.right];
const names = (pair) => `${plain(pair.left.name, 60)} and ${plain(pair.right.name, 60)}`;
const whatItIs = (record) => (record.known ? `${record.kind} in QuickBooks` : record.kind);

// What the search looks through; made when it is first asked for.
function searched(pair) {
  pair.searched ??= [...ends(pair).flatMap((record) => [record.name, record.place, record.id, ...record.cells.map(text)]),
    ...pair.documents.flatMap((at) => DATA.documents[at].map(text))].map(folded).join("\n");
  return pair.searched;
}
