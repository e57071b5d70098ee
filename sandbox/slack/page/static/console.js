"use strict";
/* The top bar: the story's clock, the bot's state, the demo's four buttons. It asks the server, never the demo itself. */

const hasConsole = document.body.dataset.console === "yes";
let story = null;

function drawStory() {
  if (!story) return;
  const now = new Date(story.at + (performance.now() - story.heard) * story.rate);
  document.getElementById("story-clock").textContent = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Tokyo", weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  }).format(now);
}

async function askConsole() {
  try {
    const state = await (await fetch("/console/state")).json();
    const bot = state.bot || "unknown";
    document.getElementById("bot-state").dataset.bot = bot;
    document.getElementById("bot-word").textContent = `Bot: ${bot}`;
    if (state.story_now) {
      const speed = state.speed ?? state.rate ?? 1;
      story = { at: Date.parse(state.story_now), rate: state.rate ?? 1, heard: performance.now() };
      document.getElementById("story-speed").textContent = speed > 1 ? `×${speed}` : "";
    }
    const org = document.getElementById("org-link");
    if (state.salesforce_url && /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(state.salesforce_url)) {
      org.href = state.salesforce_url;
      org.hidden = false;
    }
    drawStory();
  } catch (error) { /* asked again in a moment */ }
}

async function consoleAct(button) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(`/console/${button.dataset.consoleAct}`, { method: "POST" });
    const told = await reply.json();
    if (!reply.ok || told.detail) say(told.detail || "That did not work.");
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    askConsole();
  }
}

if (hasConsole) {
  for (const button of document.querySelectorAll("[data-console-act]")) button.addEventListener("click", () => consoleAct(button));
  askConsole();
  setInterval(askConsole, 2000);
  setInterval(drawStory, 1000);
}
