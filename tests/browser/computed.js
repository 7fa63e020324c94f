/**
 * How every node of the widget is drawn: its name, its box from the corner of the whole, and every
 * computed style. `without` takes one safeguard away first, to show what it protects from:
 * "shadow" puts nodes and style sheets on the page itself, "reset" inherits from the page,
 * "direction" forgets which way the language runs.
 */
(without) => {
  const host = document.querySelector("porte-voix");
  let root = host.shadowRoot;
  if (without == "shadow") {
    document.adoptedStyleSheets = [...root.adoptedStyleSheets];
    const bare = document.createElement("section");
    while (root.firstChild) bare.appendChild(root.firstChild);
    host.parentNode.appendChild(bare);
    root = bare;
  }
  if (without == "reset") {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".pv-root { letter-spacing: inherit; text-transform: inherit }");
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  if (without == "direction")
    for (const node of [host, root.querySelector(".pv-root")]) node.removeAttribute("dir");
  const nodes = root.querySelectorAll("*");
  const corner = nodes[0].getBoundingClientRect();
  const seen = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    const { x, y, width, height } = node.getBoundingClientRect();
    const box = `${x - corner.x}px ${y - corner.y}px ${width}px ${height}px`;
    const drawn = ["box", node.checkVisibility() ? box : "none"];
    const styles = getComputedStyle(node);
    for (let at = 0; at < styles.length; at++)
      drawn.push(styles[at], styles.getPropertyValue(styles[at]));
    seen.push(`${node.localName}#${node.id}.${node.getAttribute("class")}\t` + drawn.join("\t"));
  }
  return seen.join("\n");
};
