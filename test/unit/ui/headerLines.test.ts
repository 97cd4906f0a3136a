import { describe, expect, test } from "vitest";
import type { HeaderView } from "../../../src/app/dashboardView.ts";
import { accessLine, placeLine } from "../../../src/ui/headerLines.ts";
import { type Line, spansWidth } from "../../../src/ui/spans.ts";

const header: HeaderView = {
  mark: "",
  context: "prod",
  cluster: "prod-1",
  user: "oncall",
  namespace: "shop",
  server: "https://10.0.0.1:6443",
  version: "Kubernetes v1.35.4",
  state: { text: "live", tone: "good" },
  detail: "verified 10:22:31",
  badges: [],
};
const textOf = (line: Line) => line.map(({ text }) => text).join("");

test.each([
  [60, "prod · shop                        ● live  verified 10:22:31"],
  [38, "prod · shop  ● live  verified 10:22:31"],
  [37, "prod · shop                    ● live"],
  [19, "prod · shop  ● live"],
  [18, "shop        ● live"],
  [13, "shop   ● live"],
  [11, "s…p  ● live"],
  [6, "● live"],
  [4, "● l…"],
])("where we are and whether it is true, in %i columns: %j", (columns, text) => {
  expect(textOf(placeLine(header, columns))).toBe(text);
});

test.each([
  ["good", "● live"],
  ["busy", "◌ live"],
  ["warning", "▲ live"],
  ["bad", "✕ live"],
  ["muted", "○ live"],
] as const)("a state that is %s has a sign of its own, so that it needs no colour", (tone, text) => {
  expect(textOf(placeLine({ ...header, state: { text: "live", tone } }, 19))).toContain(text);
});

test("a long context gives way before a short namespace", () => {
  const arn = "arn:aws:eks:eu-west-1:123456789012:cluster/production";

  expect(textOf(placeLine({ ...header, context: arn, detail: "" }, 50))).toMatch(
    /^arn:aws:e.*….*production · shop {2}● live$/,
  );
});

test.each([
  [60, " demo cluster  prod · shop         ● live  verified 10:22:31"],
  [52, " demo cluster  prod · shop                    ● live"],
  [30, " demo cluster  shop     ● live"],
])("a mark comes first and whole, in %i columns: %j", (columns, text) => {
  expect(textOf(placeLine({ ...header, mark: "demo cluster" }, columns))).toBe(text);
});

test("a mark leaves its place to no state, however long that is", () => {
  const state = { text: "reloading because the history expired", tone: "warning" } as const;

  expect(textOf(placeLine({ ...header, mark: "demo cluster", state }, 40))).toBe(
    " demo cluster  ▲ reloading because the …",
  );
});

test("without a context there is only the state", () => {
  expect(textOf(placeLine({ ...header, context: "", namespace: "" }, 30))).toBe("     ● live  verified 10:22:31");
});

describe("what stands behind it", () => {
  test.each([
    [99, "as oncall · cluster prod-1 · Kubernetes v1.35.4 · https://10.0.0.1:6443"],
    [70, "as oncall · cluster prod-1 · Kubernetes v1.35.4"],
    [40, "as oncall · cluster prod-1"],
    [20, "as oncall"],
    [5, ""],
  ])("in %i columns is %j", (columns, text) => {
    expect(textOf(accessLine({ ...header, detail: "" }, columns))).toBe(text);
  });

  test("does not say the cluster again that is called like the context", () => {
    expect(textOf(accessLine({ ...header, cluster: "prod" }, 99))).not.toContain("cluster");
  });

  test("gives way to warnings and modes", () => {
    const badges = [
      { text: "TLS not verified", tone: "bad" },
      { text: "filter web", tone: "busy" },
    ] as const;

    expect(textOf(accessLine({ ...header, detail: "", badges }, 60))).toBe(
      "as oncall · cluster prod-1     TLS not verified · filter web",
    );
    expect(textOf(accessLine({ ...header, detail: "", badges }, 20))).toBe("    TLS not verified");
  });

  test("says the beginning of a filter that does not fit, if there is room for any of it", () => {
    const badges = [
      { text: "4 broken", tone: "bad" },
      { text: "filter owner=shop/Deployment/web node=worker-1", tone: "busy", mayBeCut: true },
    ] as const;
    const line = (columns: number) => textOf(accessLine({ ...header, detail: "", badges }, columns)).trim();

    expect(line(40)).toBe("4 broken · filter owner=shop/Deployment…");
    expect(line(20)).toMatch(/4 broken$/);
  });

  test("takes over how old the rows are when the line above has no room for it", () => {
    const waiting = { ...header, state: { text: "connection to 10.0.0.1:6443 refused", tone: "warning" } as const };

    expect(textOf(placeLine(waiting, 55))).not.toContain("verified");
    expect(textOf(accessLine({ ...waiting, detail: "as of 10:22:31" }, 55))).toMatch(/^as oncall .* as of 10:22:31$/);
  });

  test.each([
    ["good", "filter web · as of 10:22:31"],
    ["bad", "as of 10:22:31 · filter web"],
  ] as const)("when the state is %s, the right side is %j", (tone, text) => {
    const narrow = { ...header, state: { text: "x".repeat(30), tone }, detail: "as of 10:22:31" };

    expect(textOf(accessLine({ ...narrow, badges: [{ text: "filter web", tone: "busy" }] }, 50))).toMatch(
      new RegExp(`  ${text}$`),
    );
  });
});

test("no line of the header is wider than it may be", () => {
  const long = {
    ...header,
    context: "日本語".repeat(20),
    user: "u".repeat(90),
    badges: [{ text: "b".repeat(50), tone: "bad" } as const],
  };
  for (let columns = 1; columns < 200; columns++) {
    expect(spansWidth(placeLine(long, columns))).toBeLessThanOrEqual(columns);
    expect(spansWidth(accessLine(long, columns))).toBeLessThanOrEqual(columns);
  }
});
