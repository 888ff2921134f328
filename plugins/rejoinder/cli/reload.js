/* Reloads the page after a build, or shows what was wrong with it. Served by `rejoinder serve` only. */
(() => {
  "use strict";
  let seen = null;

  const show = (fault) => {
    document.getElementById("rejoinder-fault")?.remove();
    if (!fault) return;
    const box = document.createElement("section");
    box.id = "rejoinder-fault";
    box.setAttribute("role", "alert");
    box.dir = "ltr";
    box.lang = "en";
    Object.assign(box.style, {
      position: "fixed", insetInline: "0", insetBlockEnd: "0", maxBlockSize: "60vh", overflow: "auto",
      padding: "1rem 1.25rem", background: "#1d1d1d", color: "#f4f4f4", borderBlockStart: "4px solid #e0a030",
      font: "14px/1.5 ui-monospace, monospace", zIndex: "2147483647",
    });
    const title = document.createElement("p");
    title.textContent = "The last change was not published. This is the last good site.";
    title.style.margin = "0 0 .75rem";
    title.style.fontWeight = "bold";
    const text = document.createElement("pre");
    text.textContent = fault;
    Object.assign(text.style, { margin: "0", whiteSpace: "pre-wrap", font: "inherit" });
    box.append(title, text);
    document.body.append(box);
  };

  const events = new EventSource("/_rejoinder/events");
  events.addEventListener("state", (event) => {
    const { number, fault } = JSON.parse(event.data);
    if (seen !== null && number !== seen && !fault) location.reload();
    seen = number;
    show(fault);
  });
  events.addEventListener("built", (event) => {
    const { number, fault } = JSON.parse(event.data);
    seen = number;
    if (fault) show(fault);
    else location.reload();
  });
  addEventListener("pagehide", () => events.close());
})();
