// Groups of more than two: decided as one customer, or one member taken out. Each is one step, and can be undone as one.

// Returns how many pairs lie between a record and every other of the group.
function distances(group, from) {
  const found = new Map([[from, 0]]);
  for (const record of found.keys())
    for (const pair of group.pairs) {
      const other = pair.left === record ? pair.right : pair.right === record ? pair.left : null;
      if (other && !found.has(other)) found.set(other, found.get(record) + 1);
    }
  return found;
}

// Returns why a member's name cannot be the one that stays, or "".
function whyNoSurvivor(group, record) {
  if (record.known && record.kind !== "customer") return `an ${record.kind}`.replace(/^an (?![aeiou])/, "a ") + " in QuickBooks is no customer to invoice";
  const inBooks = group.records.some((one) => one.known && one.kind === "customer");
  return inBooks && !record.known ? "a customer in QuickBooks is in the group, and its name stays" : "";
}

// Returns the answers that make the group one customer, and the pairs that are left open, with the reason.
function oneCustomer(group, survivor) {
  const far = distances(group, survivor);
  const near = (record) => far.get(record) ?? Infinity;
  const nearest = new Map(); // account -> the customer of QuickBooks that it is
  for (const pair of group.pairs)
    for (const [account, customer] of [ends(pair), ends(pair).reverse()])
      if (!account.known && customer.known && customer.kind === "customer" && near(customer) < near(nearest.get(account))) nearest.set(account, customer);
  const answers = [], open = [];
  for (const pair of group.pairs) {
    const known = knownOf(pair);
    const account = ends(pair).find((record) => !record.known);
    if (ends(pair).every((record) => near(record) === Infinity)) open.push([pair, "it hangs together by pairs that are not shown"]);
    else if (known.length === 1 && known[0].kind !== "customer") open.push([pair, `QuickBooks has it as ${known[0].kind}`]);
    else if (known.length === 1 && nearest.get(account) !== known[0]) open.push([pair, "settled by the other customer in QuickBooks"]);
    else if (known.length === 1) answers.push([pair, { word: "same-as-quickbooks", side: "" }]);
    else answers.push([pair, { word: "same", side: goesBefore(pair.right, pair.left, near) ? "right" : "left" }]);
  }
  return { answers, open };
}

// One order for all pairs of a group, so that the names that stay never go round in a circle.
const goesBefore = (one, other, near) => near(one) < near(other) || (near(one) === near(other) && one.at < other.at);

const withReason = (pair, parts, reason) => [pair, { ...blank, ...parts, reason: reason || answerOf(pair)?.reason || "" }];

function decideGroup(group, survivor) {
  const { answers, open } = oneCustomer(group, survivor);
  const reason = byId("reason").value;
  change(`group ${group.number + 1} as one customer`, answers.map(([pair, parts]) => withReason(pair, parts, reason)), current);
  const left = open.length ? ` ${counted(open.length, "pair")} left open: ${[...new Set(open.map(([, why]) => why))].join("; ")}.` : "";
  say(`${counted(answers.length, "pair")} decided: one customer, ${plain(survivor.name, 60)}.${left}`, undoButton());
}

function takeOut(group, record) {
  const its = group.pairs.filter((pair) => ends(pair).includes(record));
  change(`${plain(record.name, 60)} taken out of group ${group.number + 1}`, its.map((pair) => withReason(pair, { word: "different" }, "")), current);
  say(`${plain(record.name, 60)} is another customer: ${counted(its.length, "pair")} different.`, undoButton());
}

const MOST_MEMBERS = 100;

function groupPanel(pair) {
  const { group } = pair;
  const one = button("They are all one customer", () => (group.survivor ? decideGroup(group, group.survivor) : say("Choose first whose name stays.")));
  const members = group.records.slice(0, MOST_MEMBERS).map((record) => {
    const why = whyNoSurvivor(group, record);
    const radio = el("input", { type: "radio", name: `group-${group.number}`, disabled: Boolean(why), checked: group.survivor === record, on: { change: () => { group.survivor = record; } } });
    return el("tr", { class: ends(pair).includes(record) ? "here" : undefined },
      el("td", {}, el("label", { class: "check", title: why || undefined }, radio, shortName(record, 120),
        why ? unseen(` (${why})`) : null)),
      el("td", {}, whatItIs(record), ", ", el("bdi", { text: plain(record.place, 120) })),
      el("td", {}, button("Take out", () => takeOut(group, record), { "aria-label": `Take out ${plain(record.name, 60)}: another customer` })));
  });
  const pairs = group.pairs.slice(0, MOST_MEMBERS).map((other) => el("li", {}, button(`Pair ${other.at + 1}: ${names(other)}`, () => show(other),
    { class: "link", "aria-current": other === pair ? "true" : undefined }), ` ${other.band} ${other.score} `, badge(other)));
  const hidden = group.total - members.length;
  const reasonsWhy = [...new Set(group.records.map((record) => whyNoSurvivor(group, record)).filter(Boolean))];
  return el("section", { class: "group" }, el("h3", { text: `A group of ${group.total}` }),
    el("p", { text: `Pairs that are certain or probable tie these records together. Decide them one by one, or the whole group: choose whose name stays. The reason above is taken for all.` }),
    el("table", { class: "members" }, el("thead", {}, el("tr", {}, ...["Name that stays", "What it is", "Not one of them?"].map((heading) => el("th", { scope: "col", text: heading })))), el("tbody", {}, ...members)),
    hidden > 0 ? el("p", { text: `${counted(hidden, "more record")}: review/duplicates.xlsx has them all.` }) : null,
    reasonsWhy.length ? el("p", { class: "hint", text: `Some names cannot be chosen: ${reasonsWhy.join("; ")}.` }) : null,
    one, el("ul", { class: "pairs" }, ...pairs));
}
