// The file of decisions: written for `csvbridge decide`, and read back.

// A name of which only the beginning is carried here is left out: the token and the side say which record is meant.
const wholeName = (record) => (record.isWhole ? record.name : "");

function decisionOf(pair) {
  const given = answerOf(pair);
  return {
    token: pair.token, left: wholeName(pair.left), right: wholeName(pair.right), decision: given.word,
    survivor: given.word === "same" ? wholeName(pair[given.side]) : "", survivor_side: given.word === "same" ? given.side : "",
    quickbooks_name: given.word === "same-as-quickbooks" ? given.name.trim() || quickbooksName(pair) : "",
    reason: given.reason.trim(), decided_by: state.by.trim(), date: given.date,
  };
}

function download() {
  const taken = PAIRS.filter(isDecided);
  const half = PAIRS.filter((pair) => answerOf(pair)?.word && !isDecided(pair));
  const leftOut = half.length ? ` ${counted(half.length, "unfinished answer")} left out: ${half.slice(0, 5).map((pair) => `pair ${pair.at + 1}`).join(", ")}.` : "";
  if (!taken.length) return say(`Nothing is decided yet.${leftOut}`);
  const saved = new Date().toISOString().replace(/\.[0-9]+Z$/, "Z");
  const told = { csvbridge_decisions: 1, run: DATA.run, saved, decisions: taken.map(decisionOf) };
  const address = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1) + "\n"], { type: "application/json" }));
  const link = el("a", { href: address, download: DATA.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  state.saved = signature();
  changed();
  say(`${counted(taken.length, "decision")} saved as ${DATA.file}, where your browser keeps downloads.${leftOut} Type next: ${command()}`);
}

// What is typed next; a name that a terminal could take for something else is left to whoever types it.
function command() {
  const by = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,-]*$/u.test(state.by.trim()) ? `"${state.by.trim()}"` : "NAME";
  return `csvbridge decide ${DATA.file} --by ${by} --company ${DATA.company || "DIR"}`;
}

// Returns [pair, answer] of a decision in a file, or why it is not taken.
function taken(one) {
  const words = ["token", "decision", "survivor_side", "quickbooks_name", "reason", "date"];
  if (typeof one !== "object" || one === null || words.some((part) => typeof (one[part] ?? "") !== "string")) return "no decision";
  const pair = BY_TOKEN.get(one.token);
  if (!pair) return "about a pair that this page does not have";
  if (!WORDS.includes(one.decision)) return "a word that nobody knows";
  if (whyNot(pair, one.decision)) return `makes no sense: ${whyNot(pair, one.decision)}`;
  const named = ["left", "right"].filter((end) => pair[end].name === one.survivor);
  const side = ["left", "right"].includes(one.survivor_side) ? one.survivor_side : named.length === 1 ? named[0] : "";
  const name = one.quickbooks_name && one.quickbooks_name !== quickbooksName(pair) ? one.quickbooks_name.slice(0, 500) : "";
  return [pair, { ...blank, word: one.decision, side: one.decision === "same" ? side : "", name, reason: (one.reason ?? "").slice(0, 1000) }];
}

async function load(file) {
  let told;
  try {
    told = JSON.parse(await file.text());
    if (told.csvbridge_decisions !== 1 || !Array.isArray(told.decisions)) throw new Error("other shape");
  } catch {
    return warn(`${plain(file.name)} is no file of decisions from a page like this. Nothing was changed.`);
  }
  const found = told.decisions.map((one) => [one, taken(one)]);
  const good = found.filter(([, result]) => Array.isArray(result)).map(([, result]) => result);
  const bad = found.filter(([, result]) => !Array.isArray(result));
  const replaced = good.filter(([pair, next]) => isDecided(pair) && ["word", "side", "name", "reason"].some((part) => answerOf(pair)[part] !== next[part])).length;
  if (good.length) change(`${plain(file.name, 60)} loaded`, good, current);
  if (good.length && !state.by && typeof told.decisions[0].decided_by === "string") { state.by = told.decisions[0].decided_by.slice(0, 100); changed(); }
  say(`${counted(good.length, "decision")} taken from ${plain(file.name, 60)}${replaced ? `, ${replaced} in the place of another answer` : ""}.`, good.length ? undoButton() : null);
  const which = bad.slice(0, 5).map(([one, why]) => `${plain(String(one?.left ?? ""), 40)} and ${plain(String(one?.right ?? ""), 40)}: ${why}`).join("; ");
  warn(bad.length ? `${counted(bad.length, "decision")} of the file not taken${told.run === DATA.run ? "" : ` (the file is of run ${plain(String(told.run), 60)})`}: ${which}${bad.length > 5 ? " …" : ""}.` : "");
}

function startFiles() {
  byId("download").addEventListener("click", download);
  byId("load").addEventListener("change", async () => {
    const [file] = byId("load").files;
    if (file) await load(file);
    byId("load").value = "";
  });
}
