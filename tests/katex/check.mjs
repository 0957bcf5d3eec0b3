// Reads formulas on stdin, a JSON list or one JSON string per line, and renders each with
// KaTeX in its strictest setting. Exits with 1 and names every formula that fails.
import { readFileSync } from "node:fs";
import katex from "katex";

const input = readFileSync(0, "utf8").trim();
const formulas = input.startsWith("[")
  ? JSON.parse(input)
  : input.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));

let failures = 0;
for (const formula of formulas) {
  try {
    katex.renderToString(formula, { displayMode: true, throwOnError: true, strict: "error" });
  } catch (error) {
    failures += 1;
    console.error(`${formula}\n  ${error.message}`);
  }
}
console.log(`${formulas.length - failures} of ${formulas.length} formulas rendered`);
process.exit(failures ? 1 : 0);
