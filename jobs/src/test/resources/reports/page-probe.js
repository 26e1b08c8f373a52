// Runs inside a page that stands in a frame, and leaves what it found in the document around the frame.
(() => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const root = document.documentElement;

  // axe passes over what is folded away.
  document.querySelectorAll("details").forEach((details) => (details.open = true));

  const lines = (results) =>
    results.flatMap((rule) =>
      rule.nodes.map(
        (node) => `${rule.id} at ${node.target.join(" ")}: ${(node.any[0] || rule).message || rule.help}`
      )
    );

  // axe leaves the contrast of a single character to people. Ours are a shape beside its word and a letter in a bar
  // above its table, so nothing is lost with them.
  const isOneCharacter = (node) =>
    document.querySelector(node.target.join(" ")).textContent.trim().length === 1;

  const withoutSingleCharacters = (rule) =>
    rule.id === "color-contrast"
      ? { ...rule, nodes: rule.nodes.filter((node) => !isOneCharacter(node)) }
      : rule;

  const isReadable = (text) => text.trim() !== "";

  function removeStyles() {
    document.querySelectorAll("style, link[rel~=stylesheet]").forEach((e) => e.remove());
    document.querySelectorAll("[style]").forEach((e) => e.removeAttribute("style"));
    return document.styleSheets.length === 0 ? [] : ["style: some is left"];
  }

  function headings() {
    const complaints = [];
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const next = Number(heading.tagName.substring(1));
      if (next > level + 1) {
        complaints.push(`heading: level ${next} after ${level}, "${heading.textContent}"`);
      }
      level = next;
    }
    if (document.querySelectorAll("h1").length !== 1) {
      complaints.push("heading: there must be one h1");
    }
    return complaints;
  }

  function tables() {
    const complaints = [];
    for (const table of document.querySelectorAll("table")) {
      const caption = table.caption ? table.caption.textContent.trim() : "";
      const headers = [...table.querySelectorAll("th")];
      if (caption === "") {
        complaints.push(`table: no caption, "${table.textContent.trim().substring(0, 40)}"`);
      }
      if (!headers.some((header) => header.scope === "col")) {
        complaints.push(`table: no headers of columns, "${caption}"`);
      }
      if (headers.some((header) => !["col", "row"].includes(header.scope))) {
        complaints.push(`table: a header without scope, "${caption}"`);
      }
    }
    return complaints;
  }

  // A picture has its own words, or is an ornament of a line that says the same, or draws nothing.
  function pictures() {
    const complaints = [];
    for (const picture of document.querySelectorAll("svg")) {
      const ownWords = ["title", "desc"].every((name) => {
        const words = picture.querySelector(`:scope > ${name}`);
        return words !== null && isReadable(words.textContent);
      });
      const line = picture.closest("li, tr, p");
      const drawsNothing = [...picture.children].every((e) => ["title", "defs"].includes(e.tagName));
      const isSaid =
        picture.getAttribute("role") === "img"
          ? ownWords
          : picture.getAttribute("aria-hidden") === "true" &&
            (drawsNothing || (line !== null && isReadable(line.textContent)));
      if (!isSaid) {
        complaints.push(`picture: no words, "${picture.outerHTML.substring(0, 80)}"`);
      }
    }
    return complaints;
  }

  function links() {
    const complaints = [];
    const first = document.querySelector("a[href], button, input, summary, [tabindex]");
    if (first === null || first.hash !== "#main" || document.querySelector("main#main") === null) {
      complaints.push("link: the first does not skip to the main content");
    }
    for (const link of document.querySelectorAll("a[href^='#']")) {
      if (document.getElementById(link.hash.substring(1)) === null) {
        complaints.push(`link: ${link.hash} leads nowhere`);
      }
    }
    return complaints;
  }

  async function probe() {
    const axeResults = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
    });
    const found = {
      width: window.innerWidth,
      scrollWidth: root.scrollWidth,
      passed: axeResults.passes.map((rule) => rule.id),
      violations: lines(axeResults.violations),
      undecided: lines(axeResults.incomplete.map(withoutSingleCharacters)),
    };
    const left = removeStyles();
    found.withoutStyles = [...left, ...headings(), ...tables(), ...pictures(), ...links()];
    return found;
  }

  probe().then(
    (found) => window.frameElement.setAttribute("data-found", encodeURIComponent(JSON.stringify(found))),
    (error) => console.error(error)
  );
})();
