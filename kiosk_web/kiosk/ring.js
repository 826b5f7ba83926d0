// @ts-check

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} className
 */
function circle(className) {
  const shape = document.createElementNS(SVG, "circle");
  shape.setAttribute("class", className);
  shape.setAttribute("cx", "50");
  shape.setAttribute("cy", "50");
  shape.setAttribute("r", "44");
  shape.setAttribute("pathLength", "1");
  return shape;
}

function build() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "ring");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("aria-hidden", "true");
  svg.append(circle("ring-track"), circle("ring-fill"));
  return svg;
}

const element = build();

/** The ring that fills around the finger while a button is held. There is one, above everything. */
export const ring = {
  /**
   * @param {number} x
   * @param {number} y
   */
  start(x, y) {
    element.style.setProperty("--x", `${x}px`);
    element.style.setProperty("--y", `${y}px`);
    document.body.append(element);
    element.classList.remove("filling");
    // Reading the layout makes the browser start the filling from empty.
    element.getBoundingClientRect();
    element.classList.add("filling");
  },

  stop() {
    element.remove();
  },
};
