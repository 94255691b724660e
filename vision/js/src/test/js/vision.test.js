import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { find, normalize } from "../../../target/js/vision.js";

const vectors = readFileSync(
  new URL("../../../../src/test/resources/dev/cirrus/vision/vectors.tsv", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => {
    const [name, width, height, rgba, ...digits] = line.split("\t");
    return {
      name,
      width: Number(width),
      height: Number(height),
      rgba: new Uint8ClampedArray(inflateSync(Buffer.from(rgba, "base64"))),
      digits,
    };
  });

for (const { name, width, height, rgba, digits } of vectors) {
  test(`finds in ${name} the bytes that the JVM finds`, () => {
    const found = find(width, height, rgba).map(
      (digit) =>
        `${digit.x},${digit.y},${digit.width},${digit.height},` +
        createHash("sha256").update(digit.pixels).digest("hex"),
    );
    assert.deepEqual(found, digits);
  });
}

test("accepts plain bytes and a view into a larger buffer like an ImageData's bytes", () => {
  const { width, height, rgba, digits } = vectors[3];
  const larger = new Uint8Array(rgba.length + 7);
  larger.set(rgba, 5);
  const view = larger.subarray(5, 5 + rgba.length);
  assert.equal(find(width, height, view).length, digits.length);
  assert.deepEqual(find(width, height, view), find(width, height, rgba));
});

test("returns 784 values per digit, each in its own array", () => {
  const { width, height, rgba } = vectors[0];
  const [digit] = find(width, height, rgba);
  assert.equal(digit.pixels.constructor, Uint8Array);
  assert.equal(digit.pixels.length, 784);
});

test("normalizes the ink of one digit, wherever it is in the picture", () => {
  const ink = new Uint8Array(60 * 40);
  for (let y = 5; y < 35; y++) ink.fill(255, y * 60 + 20, y * 60 + 26);
  const shifted = new Uint8Array(60 * 40);
  shifted.set(ink.subarray(0, 60 * 40 - 3), 3);
  const pixels = normalize(60, 40, ink);
  assert.equal(pixels.constructor, Uint8Array);
  assert.equal(pixels.length, 784);
  assert.ok(Math.max(...pixels) > 200);
  assert.deepEqual(normalize(60, 40, shifted), pixels);
  assert.throws(() => normalize(3, 5, new Uint8Array(1)), RangeError);
});

test("refuses an impossible size with a RangeError that says why", () => {
  assert.throws(() => find(0, 5, new Uint8Array(0)), {
    name: "RangeError",
    message: /at least one pixel but got 0 × 5/,
  });
  assert.throws(() => find(3, 5, new Uint8Array(1)), {
    name: "RangeError",
    message: /expected 60 bytes .* but got 1/,
  });
});
