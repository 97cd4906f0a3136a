import { expect, test } from "vitest";
import { aligned } from "../../../src/base/tabWriter.ts";

/** Each is what Go's text/tabwriter makes of it with `NewWriter(out, 0, 8, 2, ' ', 0)`. */
test.each([
  { what: "a column", lines: ["Name:\tweb", "Namespace:\tshop"], out: ["Name:       web", "Namespace:  shop"] },
  {
    what: "a line without a cell ends the column",
    lines: ["a:\t1", "break", "long:\t2"],
    out: ["a:  1", "break", "long:  2"],
  },
  { what: "several columns", lines: ["a\tbb\tc", "aaa\tb\tc"], out: ["a    bb  c", "aaa  b   c"] },
  { what: "a cell that few lines have", lines: ["a\tb\tc", "aaa\tb"], out: ["a    b  c", "aaa  b"] },
  { what: "an empty first cell", lines: ["Labels:\ta=b", "\tc=d"], out: ["Labels:  a=b", "         c=d"] },
  { what: "a column of nothing", lines: ["\ta", "\tb"], out: ["  a", "  b"] },
  { what: "letters, not bytes", lines: ["ü\t1", "ab\t2"], out: ["ü   1", "ab  2"] },
  { what: "nothing", lines: ["", "x"], out: ["", "x"] },
])("$what", ({ lines, out }) => {
  expect(aligned(lines)).toEqual(out);
});
