// Texts from the files, as people can see them: hidden characters as named marks, words that differ marked.

const HIDDEN_NAMES = new Map(Object.entries({
  "\t": ["TAB", "tab"], "\n": ["LINE BREAK", "line break"], "\r": ["CR", "carriage return"],
  "\u00a0": ["NBSP", "no-break blank"], "\u00ad": ["SHY", "soft hyphen"], "\u061c": ["ALM", "Arabic letter mark"],
  "\u200b": ["ZWSP", "zero-width blank"], "\u200c": ["ZWNJ", "zero-width non-joiner"],
  "\u200d": ["ZWJ", "zero-width joiner"], "\u200e": ["LRM", "left-to-right mark"],
  "\u200f": ["RLM", "right-to-left mark"], "\u202a": ["LRE", "left-to-right embedding"],
  "\u202b": ["RLE", "right-to-left embedding"], "\u202c": ["PDF", "end of a text direction"],
  "\u202d": ["LRO", "left-to-right override"], "\u202e": ["RLO", "right-to-left override"],
  "\u2060": ["WJ", "word joiner"], "\u2066": ["LRI", "left-to-right isolate"],
  "\u2067": ["RLI", "right-to-left isolate"], "\u2068": ["FSI", "first strong isolate"],
  "\u2069": ["PDI", "end of an isolate"], "\ufeff": ["BOM", "byte order mark"],
}));
const HIDDEN = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u061c\\u115f\\u1160\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f" +
  "\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\p{Cs}\\u{e0000}-\\u{e01ef}]|^ +| +$| {2,}", "gu");

function hiddenName(found) {
  if (found[0] === " ") return [found.length === 1 ? "BLANK" : `${found.length} BLANKS`, counted(found.length, "blank")];
  const code = "U+" + found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return HIDDEN_NAMES.get(found) ?? [code, `hidden character ${code}`];
}

// Returns the nodes of a text, each hidden character a visible mark with a name that is read aloud. A single blank
// counts only where the whole text begins or ends: a piece says which of the two it does not.
function shown(text, begins = true, ends = true) {
  const nodes = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(HIDDEN)) {
    if (found === " " && !(begins && index === 0) && !(ends && index === text.length - 1)) continue;
    if (index > from) nodes.push(text.slice(from, index));
    const [short, long] = hiddenName(found);
    nodes.push(el("span", { class: "hidden-mark", title: long },
      el("span", { "aria-hidden": "true", text: short }), unseen(` (${long}) `)));
    from = index + found.length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

// The same on one line of plain text, for lists and messages.
function plain(text, limit = 120) {
  const told = text.replace(HIDDEN, (found) => (found === " " ? "" : /^ +$/.test(found) ? " " : `[${hiddenName(found)[0]}]`));
  return [...told].length > limit ? [...told].slice(0, limit).join("") + "…" : told || "(no name)";
}

const TOKENS = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}]/gu;
const MOST_TOKENS = 400;
const folded = (text) => text.normalize("NFKC").toLowerCase();

// Returns, per side, the pieces of a text and whether the other side lacks them; blanks go with what stands before them,
// and signs are passed over where they do not count.
function differences(left, right, signsAside = false) {
  const sides = [left, right].map((text) => text.match(TOKENS) ?? []);
  const [one, other] = sides.map((tokens) => tokens.map(folded));
  const common = sides.some((tokens) => tokens.length > MOST_TOKENS) ? endsInCommon(one, other) : inCommon(one, other);
  return sides.map((tokens, side) => {
    const pieces = [];
    tokens.forEach((token, at) => {
      const last = pieces[pieces.length - 1];
      const passed = /^\s+$/.test(token) ? last?.differs : !(signsAside && /^[^\p{L}\p{M}\p{N}]$/u.test(token));
      const differs = Boolean(passed) && !common[side].has(at);
      if (last && last.differs === differs) last.text += token;
      else pieces.push({ text: token, differs });
    });
    return pieces;
  });
}

// Longest common subsequence: returns the places of the tokens that both sides have.
function inCommon(one, other) {
  const best = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      best[i][j] = one[i] === other[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const found = [new Set(), new Set()];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) { found[0].add(i++); found[1].add(j++); }
    else if (best[i + 1][j] >= best[i][j + 1]) i++;
    else j++;
  }
  return found;
}

// For texts of very many words: what both begin and end with.
function endsInCommon(one, other) {
  const found = [new Set(), new Set()];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) { found[0].add(start); found[1].add(start++); }
  for (let back = 1; one.length - back >= start && other.length - back >= start && one.at(-back) === other.at(-back); back++) {
    found[0].add(one.length - back);
    found[1].add(other.length - back);
  }
  return found;
}

const SIGNS_ASIDE = new Set(["phone", "mobile", "fax", "name", "company", "person", "street", "tax_id"]);

// How two cells compare: case, blanks and (in names, numbers and streets) signs do not count.
function comparison(field, left, right) {
  if (!left.text.trim() || !right.text.trim()) return left.text.trim() ? "only left" : right.text.trim() ? "only right" : "";
  if (left.whole === right.whole) return "same";
  const form = (text) => {
    const told = folded(text).trim().replace(/\s+/g, " ");
    return (SIGNS_ASIDE.has(field) && told.replace(/[^\p{L}\p{M}\p{N}]+/gu, "")) || told;
  };
  const cut = left.more || right.more; // what is not carried here may differ
  return !cut && form(left.text) === form(right.text) ? "written otherwise" : "differs";
}
