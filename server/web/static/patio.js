// Conveniences. Every page works without this file.
"use strict";

// Copy buttons come hidden and appear where there is a clipboard to write to.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const words = [...button.childNodes];
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied";
      }
      setTimeout(() => button.replaceChildren(...words), 2000);
    });
  }
}

// An open menu closes when one looks elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Lists of scopes: all and none without another page, a search, and a tick means "only these".
for (const list of document.querySelectorAll("fieldset.scopes")) {
  const boxes = [...list.querySelectorAll("input[name=scope]")];
  const [all, some] = ["all", "some"].map((value) => list.querySelector(`input[name=scope_choice][value=${value}]`));
  const choose = () => { if (some) some.checked = true; };
  for (const box of boxes) box.addEventListener("change", choose);
  all?.addEventListener("change", () => { for (const box of boxes) box.checked = false; });
  for (const button of list.querySelectorAll("button[name=pick]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      for (const box of boxes) {
        if (!box.closest("label").hidden) box.checked = button.value === "all";
      }
      choose();
    });
  }
  const search = list.querySelector(".scope-search");
  if (!search) continue;
  search.hidden = false;
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/);
    let found = 0;
    for (const box of boxes) {
      const label = box.closest("label");
      const text = (box.value + " " + label.textContent).toLowerCase();
      label.hidden = !words.every((word) => text.includes(word));
      if (!label.hidden) found++;
    }
    for (const group of list.querySelectorAll(".scope-group")) {
      group.hidden = !group.querySelector("label:not([hidden])");
    }
    list.querySelector(".scope-none").hidden = found > 0;
  });
}

// A lifetime that is chosen takes the date away beside it.
for (const date of document.querySelectorAll("input[name=expires_on]")) {
  date.form.elements.expires_in?.addEventListener("change", () => { date.value = ""; });
}

// Times are in UTC until here; they become the reader's own, in the words of the page's language.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) continue;
  const day = { day: "numeric", month: "long", year: "numeric" };
  const full = new Intl.DateTimeFormat("en-GB", { ...day, hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(at).replace(" at ", ", ");
  time.title = full;
  if (time.dataset.kind === "day") time.textContent = new Intl.DateTimeFormat("en-GB", day).format(at);
  if (time.dataset.kind === "clock") time.textContent = full;
}
