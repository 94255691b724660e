// Measures vision.js in Node on a canvas of 280 × 280 pixels with one digit.
import { find } from "../vision/js/target/js/vision.js";

const side = 280;
const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
for (let y = 0; y < side; y++) {
  for (let x = 0; x < side; x++) {
    const distance = Math.abs(Math.hypot(x - 140, (y - 140) / 1.4) - 60);
    if (distance < 7) {
      rgba.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
  }
}
const times = [];
for (let i = 0; i < 600; i++) {
  const start = performance.now();
  if (find(side, side, rgba).length !== 1) {
    throw new Error("expected to find one digit");
  }
  times.push(performance.now() - start);
}
const warm = times.slice(100).sort((a, b) => a - b);
console.log(
  `vision.js, 280 × 280: median ${warm[250].toFixed(2)} ms, 99th percentile ` +
    `${warm[495].toFixed(2)} ms, first call ${times[0].toFixed(1)} ms`,
);
