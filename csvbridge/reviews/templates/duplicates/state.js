// What has been answered here: kept in the browser, undone step by step, never dropped in silence.

const STORE = `csvbridge duplicates ${DATA.run} ${KEY}`; // two runs, or one run made anew, never mix
const MOST_STEPS = 1000;
const state = { answers: new Map(), by: "", saved: "", goOn: true, keys: true };
const steps = []; // {label, before: [[token, answer or undefined]], at: the pair shown, mark}
const listeners = [];
const whenChanged = (act) => listeners.push(act);

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
const answerOf = (pair) => state.answers.get(pair.token);
const isDecided = (pair) => Boolean(answerOf(pair)) && !missing(pair, answerOf(pair));
const isOpen = (pair) => !isDecided(pair) && (!pair.earlier || Boolean(answerOf(pair)?.word));

// Makes one step of one or many answers; `mark` joins what is typed into one field into one step.
function change(label, changes, at, mark = "") {
  const last = steps.at(-1);
  if (!mark || last?.mark !== mark) {
    steps.push({ label, before: changes.map(([pair]) => [pair.token, answerOf(pair)]), at, mark });
    if (steps.length > MOST_STEPS) steps.shift();
  }
  for (const [pair, answer] of changes) {
    if (answer && (answer.word || answer.reason)) state.answers.set(pair.token, { ...answer, date: today() });
    else state.answers.delete(pair.token);
  }
  changed();
}

// Takes the last step back; returns it, or undefined where there is none.
function undo() {
  const step = steps.pop();
  if (!step) return undefined;
  for (const [token, answer] of step.before) {
    if (answer) state.answers.set(token, answer);
    else state.answers.delete(token);
  }
  changed();
  return step;
}

function changed() {
  keep();
  for (const act of listeners) act();
}

// --- kept in the browser -----------------------------------------------------------------------------------------------

function keep() {
  const told = JSON.stringify({ v: 1, answers: [...state.answers], by: state.by, saved: state.saved, goOn: state.goOn, keys: state.keys });
  try {
    localStorage.setItem(STORE, told);
  } catch {
    warn("This browser keeps nothing for this page (it is switched off, or full): download your decisions before you close or reload it.");
  }
}

const TEXTS = ["word", "side", "name", "reason", "date"];
const isAnswer = (one) => one && TEXTS.every((part) => typeof one[part] === "string") && (!one.word || WORDS.includes(one.word));

function takeKept(told) {
  const kept = JSON.parse(told);
  if (kept.v !== 1 || !kept.answers.every(([token, answer]) => BY_TOKEN.has(token) && isAnswer(answer))) throw new Error("other shape");
  state.answers = new Map(kept.answers);
  Object.assign(state, { by: String(kept.by), saved: String(kept.saved), goOn: kept.goOn === true, keys: kept.keys !== false });
}

function readKept() {
  let told = null;
  try {
    told = localStorage.getItem(STORE);
    if (told) takeKept(told);
  } catch {
    if (!told) return keep(); // says what storage says
    try {
      localStorage.setItem(`${STORE} unreadable`, told);
    } catch {
      // it stays under its own name until the next answer
    }
    warn("What this browser kept for this page cannot be read. It is left where it is; load the file that you downloaded last.");
  }
}

// Another window with the same page has answered.
addEventListener("storage", (event) => {
  if (event.key !== STORE || !event.newValue) return;
  try {
    takeKept(event.newValue);
  } catch {
    return warn("Another window with this page keeps something that cannot be read here. Close it, then reload this one.");
  }
  steps.length = 0;
  for (const act of listeners) act();
  say("Taken over from another window with this page.");
});

// --- what is not downloaded yet ----------------------------------------------------------------------------------------

// A short mark of all answers, to tell whether they are those that were downloaded.
function signature() {
  let hash = 7;
  for (const letter of JSON.stringify([...state.answers].sort())) hash = (hash * 31 + letter.codePointAt(0)) % 281474976710597;
  return state.answers.size ? String(hash) : "";
}
const isUnsaved = () => signature() !== state.saved;

addEventListener("beforeunload", (event) => {
  if (isUnsaved() && PAIRS.some(isDecided)) event.preventDefault();
});
