"use strict";
/* Keeps the page live and carries presses to the server. It holds no rules: what a press means is the bot's business. */

const actor = document.body.dataset.actor;
const channel = document.body.dataset.channel;
const fragment = document.body.dataset.fragment;
const messages = document.getElementById("messages");
const modalRoot = document.getElementById("modal-root");
const confirmRoot = document.getElementById("confirm-root");
const here = (path) => `${path}${path.includes("?") ? "&" : "?"}as=${encodeURIComponent(actor)}`;

async function send(path, body) {
  const reply = await fetch(here(path), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return reply.json();
}

function say(sentence) {
  const toast = document.getElementById("toast");
  toast.textContent = sentence;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; }, 6000);
}

/* ---------- putting new HTML in place: what did not change stays, with focus and what was typed ---------- */

const stateKey = (element) => `${element.dataset.block}|${element.dataset.action}`;

function typedIn(root) {
  const typed = new Map();
  for (const element of root.querySelectorAll("[data-state]")) typed.set(stateKey(element), readState(element));
  return typed;
}

function restore(root, typed) {
  for (const element of root.querySelectorAll("[data-state]")) {
    const value = typed.get(stateKey(element));
    if (value !== undefined) writeState(element, value);
  }
}

function readState(element) {
  if (element.tagName === "SELECT" && element.multiple) return [...element.selectedOptions].map((option) => option.value);
  if (element.classList.contains("ticks")) {
    const chosen = [...element.querySelectorAll("input:checked")].map((input) => input.value);
    return element.dataset.kind === "radio_buttons" ? (chosen[0] ?? "") : chosen;
  }
  if (element.dataset.kind === "datetimepicker") {
    return element.value ? String(Date.parse(`${element.value}:00+09:00`) / 1000) : "";
  }
  return element.value;
}

function writeState(element, value) {
  if (element.tagName === "SELECT" && element.multiple) {
    for (const option of element.options) option.selected = value.includes(option.value);
  } else if (element.classList.contains("ticks")) {
    for (const input of element.querySelectorAll("input")) input.checked = [value].flat().includes(input.value);
  } else if (element.dataset.kind !== "datetimepicker") {
    element.value = value;
  }
}

function focusKey(element) {
  if (!element || element === document.body) return null;
  const holder = element.closest("[data-ts],[data-view-id]");
  return holder && element.dataset.action ? `${holder.dataset.ts || holder.dataset.viewId}|${stateKey(element)}` : null;
}

function refocus(root, key) {
  if (!key || (document.activeElement && document.activeElement !== document.body)) return;
  for (const element of root.querySelectorAll("[data-action]")) {
    if (focusKey(element) === key) { element.focus(); return; }
  }
}

function patch(root, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const key = focusKey(document.activeElement);
  const old = new Map([...root.children].filter((child) => child.id).map((child) => [child.id, child]));
  const arrived = [];
  let place = root.firstElementChild;
  for (const child of [...fresh.content.children]) {
    const known = child.id ? old.get(child.id) : null;
    if (known && known.dataset.digest === child.dataset.digest) {
      if (known !== place) root.insertBefore(known, place);
      else place = place.nextElementSibling;
      old.delete(child.id);
      continue;
    }
    if (known) {
      const typed = typedIn(known);
      const thread = known.querySelector("details.thread");
      root.insertBefore(child, place === known ? known : place);
      if (place === known) place = known.nextElementSibling;
      known.remove();
      restore(child, typed);
      const fold = child.querySelector("details.thread");
      if (thread && fold && thread.dataset.touched) { fold.open = thread.open; fold.dataset.touched = "yes"; }
      old.delete(child.id);
    } else {
      root.insertBefore(child, place);
      arrived.push(child);
    }
  }
  while (place) { const gone = place; place = place.nextElementSibling; gone.remove(); }
  for (const gone of old.values()) gone.remove();
  refocus(root, key);
  return arrived;
}

let modalOpener = null;

function showModal(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html.trim();
  const next = fresh.content.firstElementChild;
  const shown = modalRoot.querySelector("dialog");
  if (!next) {
    if (shown) {
      shown.close();
      shown.remove();
      const back = modalOpener && document.querySelector(`[data-ts="${modalOpener.ts}"] [data-action="${modalOpener.action}"]`);
      if (back) back.focus();
      modalOpener = null;
    }
    return;
  }
  if (shown && shown.dataset.viewId === next.dataset.viewId && shown.dataset.digest === next.dataset.digest) {
    if (!shown.open) shown.showModal();
    return;
  }
  const typed = shown && shown.dataset.viewId === next.dataset.viewId ? typedIn(shown) : new Map();
  const key = focusKey(document.activeElement);
  if (shown) { if (shown.open) shown.close(); shown.remove(); }
  modalRoot.append(next);
  restore(next, typed);
  next.addEventListener("cancel", (event) => { event.preventDefault(); closeModal(next); });
  next.showModal();
  const wrong = next.querySelector(".wrong [data-state]");
  if (wrong) wrong.focus();
  else if (key && typed.size) { document.activeElement.blur(); refocus(next, key); }
  else (next.querySelector("[autofocus]") || next.querySelector(".modal-body [data-state]") || next.querySelector("h2")).focus();
}

/* ---------- following the server ---------- */

const atBottom = () => messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;
let fetching = false;
let again = false;

async function refresh() {
  if (!fragment) return;
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    do {
      again = false;
      const reply = await fetch(here(`/fragment/${fragment}`));
      const parts = await reply.json();
      const stick = atBottom();
      const arrived = patch(messages, parts.messages);
      const whisper = arrived.filter((child) => child.classList.contains("ephemeral")).pop();
      if (stick && channel) messages.scrollTop = messages.scrollHeight;
      else if (whisper) whisper.scrollIntoView({ block: "nearest" });
      for (const child of arrived) child.classList.add("arrived");
      document.getElementById("channels").innerHTML = parts.channels;
      showHead(parts.head);
      showModal(parts.modal);
    } while (again);
  } catch (error) {
    again = false;
  } finally {
    fetching = false;
  }
}

let headShown = null;

function showHead(html) {
  if (html === headShown) return;
  const head = document.getElementById("channel-head");
  if (headShown !== null || html !== head.innerHTML) head.innerHTML = html;
  headShown = html;
  const composer = document.getElementById("composer");
  if (!composer) return;
  composer.hidden = head.querySelector("[data-archived]") !== null;
  document.getElementById("archived-note").hidden = !composer.hidden;
}

function follow() {
  const stream = new EventSource(here("/events"));
  stream.addEventListener("changed", refresh);
  stream.addEventListener("hello", refresh);
  window.addEventListener("pagehide", () => stream.close());
}

/* ---------- pressing ---------- */

function asks(element) {
  if (!("asks" in element.dataset)) return Promise.resolve(true);
  const source = (element.closest(".overflow") || element.parentElement).querySelector("template.confirm-template");
  const template = element.nextElementSibling?.matches("template.confirm-template") ? element.nextElementSibling : source;
  if (!template) return Promise.resolve(true);
  return new Promise((decide) => {
    const dialog = document.createElement("dialog");
    dialog.className = "modal confirm";
    dialog.setAttribute("role", "dialog");
    dialog.append(template.content.cloneNode(true));
    const title = dialog.querySelector("h2");
    title.id = "confirm-title";
    dialog.setAttribute("aria-labelledby", "confirm-title");
    const end = (agreed) => { dialog.close(); dialog.remove(); decide(agreed); };
    dialog.querySelector("[data-agree]").addEventListener("click", () => end(true));
    dialog.querySelector("[data-deny]").addEventListener("click", () => end(false));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(false); });
    confirmRoot.append(dialog);
    dialog.showModal();
    dialog.querySelector("[data-agree]").focus();
  });
}

function statesOf(root) {
  const states = {};
  for (const element of root.querySelectorAll("[data-state]")) {
    (states[element.dataset.block] ??= {})[element.dataset.action] = readState(element);
  }
  return states;
}

async function press(element, value) {
  if (element.getAttribute("aria-busy") === "true") return;
  if (!(await asks(element))) {
    if ("state" in element.dataset) refresh();
    return;
  }
  const view = element.closest("[data-view-id]");
  const holder = view || element.closest("[data-ts]");
  const asked = { action_id: element.dataset.action, block_id: element.dataset.block, state: statesOf(holder) };
  if (value !== undefined) asked.value = value;
  if (view) asked.view_id = view.dataset.viewId;
  else {
    Object.assign(asked, { channel: holder.dataset.channel, ts: holder.dataset.ts });
    modalOpener = { ts: holder.dataset.ts, action: element.dataset.action };
  }
  if (element.dataset.url) window.open(element.dataset.url, "_blank", "noopener");
  element.setAttribute("aria-busy", "true");
  try {
    const told = await send("/act/press", asked);
    if (told.error === "message_not_found" || told.error === "action_not_found") say("This message has just changed. Look again.");
  } catch (error) {
    say("The workspace does not answer.");
  } finally {
    element.removeAttribute("aria-busy");
    refresh();
  }
}

const SORRY = {
  name_taken: "There is a channel of that name already.",
  invalid_name: "A channel needs a name.",
  restricted_action: "This account may not do that.",
  cant_delete_message: "This account may not do that.",
};

async function changeChannel(button) {
  const { channelChange: what, name, to } = button.dataset;
  const value = what === "name" ? window.prompt("New name of the channel", name) : Boolean(to);
  if (value === null) return;
  const told = await send("/act/channel", { channel, [what]: value });
  if (!told.ok) say(SORRY[told.error] || `That did not work (${told.error}).`);
  refresh();
}

async function deleteMessage(button) {
  const { channel: where, ts } = button.closest("[data-ts]").dataset;
  const told = await send("/act/delete", { channel: where, ts });
  if (!told.ok) say(SORRY[told.error] || "This message has just changed. Look again.");
  refresh();
}

async function shortcut(button) {
  const told = await send("/act/shortcut", { callback_id: button.dataset.shortcut });
  if (!told.ok) say(`The shortcut did not work (${told.error}).`);
  refresh();
}

async function submit(dialog) {
  const button = dialog.querySelector("[data-submit]");
  if (button.disabled) return;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    await send("/act/submit", { view_id: dialog.dataset.viewId, values: statesOf(dialog) });
  } catch (error) {
    say("The workspace does not answer.");
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    refresh();
  }
}

async function closeModal(dialog) {
  await send("/act/close", { view_id: dialog.dataset.viewId });
  refresh();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".menu:not([hidden])")) {
    if (menu === except) continue;
    menu.hidden = true;
    menu.parentElement.querySelector("[data-menu]").setAttribute("aria-expanded", "false");
  }
}

function toggleMenu(button) {
  const menu = button.parentElement.querySelector(".menu");
  closeMenus(menu);
  menu.hidden = !menu.hidden;
  button.setAttribute("aria-expanded", String(!menu.hidden));
  if (menu.hidden) return;
  menu.classList.remove("leftwards", "upwards");
  const box = menu.getBoundingClientRect();
  if (box.right > document.documentElement.clientWidth - 8) menu.classList.add("leftwards");
  if (box.bottom > messages.getBoundingClientRect().bottom && !button.closest("dialog")) menu.classList.add("upwards");
  menu.querySelector("button").focus();
}

document.addEventListener("click", (event) => {
  const target = event.target;
  const menuButton = target.closest("[data-menu]");
  if (menuButton) { toggleMenu(menuButton); return; }
  const pressed = target.closest("[data-press]");
  closeMenus(null);
  const picked = target.closest("[data-shortcut]");
  if (picked) { shortcut(picked); return; }
  const change = target.closest("[data-channel-change]");
  if (change) { changeChannel(change); return; }
  const deleted = target.closest("[data-delete]");
  if (deleted) { deleteMessage(deleted); return; }
  if (pressed) { press(pressed, pressed.dataset.value); return; }
  const dialog = target.closest("dialog[data-view-id]");
  if (dialog && target.closest("[data-close]")) { closeModal(dialog); return; }
  if (dialog && target.closest("[data-submit]")) { event.preventDefault(); submit(dialog); return; }
  const summary = target.closest("details.thread > summary");
  if (summary) summary.parentElement.dataset.touched = "yes";
});

document.addEventListener("submit", (event) => {
  const dialog = event.target.closest("dialog[data-view-id]");
  if (dialog) { event.preventDefault(); submit(dialog); }
});

document.addEventListener("change", (event) => {
  const element = event.target.closest("[data-state]");
  if (element && "acts" in element.dataset) press(element, readState(element));
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest(".menu");
  if (!menu) return;
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  else if (event.key === "Escape") { closeMenus(null); menu.parentElement.querySelector("[data-menu]").focus(); }
  else return;
  event.preventDefault();
});

/* ---------- who acts, the drawer, the composer ---------- */

document.getElementById("act-as").addEventListener("change", (event) => {
  const next = new URL(location.href);
  next.searchParams.set("as", event.target.value);
  location.href = next.href;
});

const drawerButton = document.getElementById("drawer-button");
const veil = document.getElementById("veil");
function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  drawerButton.setAttribute("aria-expanded", String(open));
  veil.hidden = !open;
}
drawerButton.addEventListener("click", () => drawer(!document.body.classList.contains("drawer-open")));
veil.addEventListener("click", () => drawer(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") drawer(false); });

const composer = document.getElementById("composer");
if (composer) {
  composer.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = composer.elements.text;
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    await send("/act/say", { channel, text });
    refresh();
  });
}

if (channel) messages.scrollTop = messages.scrollHeight;
const first = modalRoot.querySelector("dialog");
if (first) { const html = modalRoot.innerHTML; first.remove(); showModal(html); }
follow();
