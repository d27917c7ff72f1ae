"use strict";
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const entries = JSON.parse(document.getElementById("entries").textContent);
const folded = entries.map((entry) => fold(entry.title + " " + entry.text));
const words = document.getElementById("words");
const hits = document.getElementById("hits");
const found = document.getElementById("found");
const shown = 200;
function search() {
  const asked = fold(words.value).split(/\s+/).filter(Boolean);
  const fits = entries.filter((_, at) => asked.every((word) => folded[at].includes(word)));
  found.textContent = `${fits.length} / ${entries.length}`;
  hits.replaceChildren(...fits.slice(0, shown).map((entry) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.page;
    link.textContent = entry.title;
    item.append(link);
    return item;
  }));
}
words.addEventListener("input", search);
search();
