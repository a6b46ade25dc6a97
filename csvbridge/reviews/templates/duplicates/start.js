// The frame of the page, and its beginning.

function inputsTable() {
  return el("table", { class: "inputs" }, el("caption", { text: "What was read" }),
    el("thead", {}, el("tr", {}, ...["File", "Rows", "What it is", "SHA-256"].map((heading) => el("th", { scope: "col", class: heading === "Rows" ? "number" : undefined, text: heading })))),
    el("tbody", {}, ...DATA.inputs.map(([path, rows, what, hash]) => el("tr", {}, el("td", {}, el("bdi", { text: plain(path, 300) })), el("td", { class: "number", text: rows.toLocaleString("en-US") }),
      el("td", { text: plain(what, 80) }), el("td", { class: "hash" }, el("code", { text: hash }))))));
}

function bandsTable() {
  return el("table", {}, el("caption", { text: "What was found" }),
    el("thead", {}, el("tr", {}, ...["How sure", "Pairs", "At stake (each document once)"].map((heading) => el("th", { scope: "col", class: heading === "Pairs" ? "number" : undefined, text: heading })))),
    el("tbody", {}, ...DATA.bands.map(([band, count, sum]) => el("tr", {}, el("th", { scope: "row", text: band }), el("td", { class: "number", text: count.toLocaleString("en-US") }), el("td", { text: sum || "–" })))));
}

function openAbout() {
  const beyond = [DATA.not_shown && `${counted(DATA.not_shown, "more pair")} than a page takes: evidence/pairs.csv has them all.`,
    DATA.withheld && `${counted(DATA.withheld, "weaker pair")} left out: --all keeps them.`].filter(Boolean);
  byId("about").replaceChildren(el("h2", { id: "about-title", tabindex: -1, autofocus: true, text: `Run ${plain(DATA.run)}` }),
    el("section", {}, el("h3", { text: "What to do next" }), el("ol", {},
      el("li", { text: "Decide about the pairs; the list says what is open. Everything stays on this computer." }),
      el("li", {}, "Press “Download decisions”: your browser saves ", el("code", { text: DATA.file }), " (a second one may get a number behind its name)."),
      el("li", {}, "In the folder where it was saved, type ", el("code", { text: command() }), DATA.company ? ". A path that does not begin with / is seen from where you ran csvbridge."
        : ". This run had no company folder, and decisions are kept in one: make it with csvbridge init DIR, and run again with --company DIR first."),
      el("li", { text: "Run csvbridge again: it takes the decisions by itself, and asks only what is new or has changed." })),
    el("p", { text: "The file can be loaded here again, on this computer or another one. review/duplicates.xlsx has the same pairs; use one of the two." })),
    el("section", {}, el("h3", { text: "What this run found, and in what" }), bandsTable(), ...beyond.map((words) => el("p", { text: words })), inputsTable()),
    button("Close", () => byId("about").close(), { class: "main" }));
  byId("about").showModal();
}

function drawFrame() {
  const asked = PAIRS.filter((pair) => !pair.earlier);
  const decided = asked.filter(isDecided).length;
  const again = PAIRS.filter((pair) => pair.earlier && isDecided(pair)).length;
  const before = PAIRS.length - asked.length;
  byId("done").textContent = `${decided.toLocaleString("en-US")} of ${asked.length.toLocaleString("en-US")} decided` +
    (before ? `; ${before.toLocaleString("en-US")} decided earlier${again ? `, ${again} of them anew` : ""}` : "");
  byId("bar").max = asked.length || 1;
  byId("bar").value = decided;
  const taken = decided + again;
  byId("download").textContent = taken ? `Download ${counted(taken, "decision")}` : "Download decisions";
  byId("download").classList.toggle("unsaved", taken > 0 && isUnsaved());
  if (byId("by").value !== state.by) byId("by").value = state.by;
}

function redraw() {
  drawFrame();
  applyFilters();
  drawDecide();
  if (current.group) byId("more").querySelector(".group").replaceWith(groupPanel(current));
}

byId("app").hidden = false;
readKept();
byId("run").textContent = plain(DATA.run);
byId("size").textContent = `${counted(PAIRS.length, "pair")}, ${DATA.inputs.length === 1 ? "1 file" : `${DATA.inputs.length} files`} read`;
byId("by").addEventListener("input", () => { state.by = byId("by").value; changed(); });
byId("bulk").addEventListener("click", openBulk);
byId("about-button").addEventListener("click", openAbout);
startList();
startDecide();
startFiles();
startPaper();
startKeys();
drawFrame();
applyFilters();
drawDetail();
whenChanged(redraw);
byId("plain").remove(); // last, so that something can be read even where a browser is too old for this script
