// Leaves little around the widget, draws around its parts, and writes their names beside it.
() => {
  // The part, and the side where its name stands; the selector, where the first is not the one.
  const PARTS = [
    ["root", "right"],
    ["title", "right"],
    ["language", "left"],
    ["intro", "right"],
    ["question", "right"],
    ["label", "left"],
    ["required", "right"],
    ["error", "right"],
    ["tiles", "right"],
    ["choice", "left"],
    ["face", "left"],
    ["help", "right"],
    ["choices", "right"],
    ["input", "right"],
    ["notice", "right"],
    ["quiet", "left"],
    ["button", "right", '[part="button"]'],
  ];
  const LINE = 26;
  const COLUMNS = { left: 20, right: 780 };
  const root = document.querySelector("porte-voix").shadowRoot;
  for (const node of document.querySelectorAll("header, h1, i")) node.remove();
  for (const node of root.querySelectorAll("#comprehension, .pv-choices label:nth-of-type(n + 4)")) node.remove();
  root.querySelector("textarea").rows = 2;
  document.querySelector("main").style = "padding:20px 0;margin:0 0 0 150px;width:560px";
  const layer = document.body.appendChild(document.createElement("div"));
  const put = (style, text = "") => {
    const node = layer.appendChild(document.createElement("div"));
    node.style = `position:absolute;box-sizing:border-box;${style}`;
    node.textContent = text;
  };
  const isSeen = (node) => node.getClientRects().length && (node.textContent.trim() || /svg|area/.test(node.localName));
  const free = { left: 0, right: 0 };
  const draw = ([name, side, selector = `[part~="${name}"]`]) => {
    const node = [...root.querySelectorAll(selector)].find(isSeen);
    const { left, top, right, width, height } = node.getBoundingClientRect();
    const at = top + Math.min(height, LINE) / 2;
    const y = Math.max(at - LINE / 2, free[side]);
    const from = side == "left" ? left : right;
    const to = COLUMNS[side] + (side == "left" ? name.length * 9 + 8 : -8);
    const turn = Math.atan2(y + LINE / 2 - at, to - from);
    free[side] = y + LINE;
    put(`left:${left - 2}px;top:${top - 2}px;width:${width + 4}px;height:${height + 4}px;border:1.5px dashed #b3261e`);
    put(
      `left:${from}px;top:${at}px;width:${Math.hypot(to - from, y + LINE / 2 - at)}px;` +
        `border-top:1.5px solid #b3261e;transform-origin:0 0;transform:rotate(${turn}rad)`,
    );
    put(`left:${COLUMNS[side]}px;top:${y}px;font:600 15px/${LINE}px monospace;color:#8c1d18`, name);
  };
  scrollTo(0, 0);
  PARTS.forEach(draw);
};
