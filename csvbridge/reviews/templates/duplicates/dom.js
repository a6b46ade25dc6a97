// Elements. Text enters a page through `el` and `textContent` alone, and never becomes marks.

const byId = (id) => document.getElementById(id);

function el(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === undefined || value === false || value === null) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const unseen = (text) => el("span", { class: "unseen", text });

function button(text, act, about = {}) {
  return el("button", { type: "button", text, on: { click: act }, ...about });
}

// `1 pair`, `1,234 pairs`
function counted(count, one, many = one + "s") {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

// Says something to everybody: it stands on the page and is read aloud. `act` offers a way back.
function say(text, act = null) {
  byId("said").replaceChildren(text, act ? " " : "", act ?? "");
}

function warn(text) {
  byId("warned").replaceChildren(...(text ? [text, " ", button("Close", () => warn(""))] : []));
}
