import { describe, expect, test } from "vitest";
import { type PodResources, unknownResources } from "../../../../src/resources/podResources.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { podTableWith } from "../../../../src/resources/podTable.ts";
import type { PodUsage } from "../../../../src/resources/usage/podUsage.ts";
import { PodUsages } from "../../../../src/resources/usage/podUsages.ts";
import { filterOf } from "../../../../src/table/filter.ts";
import { AnswerTime } from "../../../../src/table/rowFilter.ts";
import { podRow } from "../../../support/podRow.ts";

const now = Date.UTC(2026, 0, 5, 10, 0, 0);
const mi = 1024 * 1024;
const resources: PodResources = {
  cpuRequest: 250,
  cpuLimit: 1000,
  memoryRequest: 128 * mi,
  memoryLimit: 256 * mi,
  containers: ["main"],
  others: [],
};
const usage: PodUsage = { at: now - 10_000, millicores: 120, bytes: 240 * mi, isOfResources: true };
const pod = (change: Partial<PodRow> = {}) => podRow({ resources, ...change });

function measured(row: PodRow, change: Partial<PodUsage> = {}) {
  const usages = new PodUsages();
  usages.isOn = true;
  usages.replace(new Map([[row.uid, { ...usage, ...change }]]));
  return podTableWith(usages);
}

function cells(row: PodRow, change: Partial<PodUsage> = {}, at = now): string {
  const { columns } = measured(row, change);
  return columns.flatMap((column) => (column.measured ? [column.text(row, at)] : [])).join(" ");
}

test("the columns are those of kubectl top, and percent of requests and limits", () => {
  const titles = measured(pod()).columns.flatMap(({ title, measured }) => (measured ? [title] : []));

  expect(titles).toEqual(["CPU", "%CPU/R", "%CPU/L", "MEM", "%MEM/R", "%MEM/L"]);
});

describe("cells", () => {
  test.each<[string, Partial<PodUsage>, Partial<PodResources>, string]>([
    ["amounts and percent, cut off", {}, {}, "120m 48% 12% 240Mi 187% 93%"],
    ["nothing used", { millicores: 0, bytes: 0 }, {}, "0m 0% 0% 0Mi 0% 0%"],
    ["less than a mebibyte", { bytes: mi - 1 }, {}, "120m 48% 12% 0Mi 0% 0%"],
    ["gibibytes, which kubectl does not make", { bytes: 5 * 1024 * mi }, {}, "120m 48% 12% 5120Mi 4000% 2000%"],
    ["no request and no limit of CPU", {}, { cpuRequest: Number.NaN, cpuLimit: Number.NaN }, "120m   240Mi 187% 93%"],
    ["a request of nothing", {}, { cpuRequest: 0 }, "120m  12% 240Mi 187% 93%"],
    ["CPU that is not known", { millicores: Number.NaN }, {}, "   240Mi 187% 93%"],
    ["a container that has no part in requests", { isOfResources: false }, {}, "120m   240Mi  "],
    ["what is too old", { at: now - 120_001 }, {}, "     "],
  ])("%s", (_what, used, change, text) => {
    expect(cells(pod({ resources: { ...resources, ...change } }), used)).toBe(text);
  });

  test("of a pod that was not measured are blank", () => {
    const { columns } = measured(pod({ uid: "other" }));

    expect(columns.flatMap((column) => (column.measured ? [column.text(pod(), now)] : [])).join("")).toBe("");
  });

  test("near a limit are a warning, and those of requests never", () => {
    const { columns } = measured(pod(), { millicores: 900 });
    const tones = columns.flatMap(({ id, tone }) => (tone?.(pod()) === "warning" ? [id] : []));

    expect(tones).toEqual(["cpu-limit", "mem-limit"]);
  });
});

test("the most comes first, and what is not known last", () => {
  const names = ["a", "b", "c", "d"];
  const rows = names.map((name) => pod({ name, uid: name }));
  const usages = new PodUsages();
  usages.replace(
    new Map([
      ["a", { ...usage, millicores: 5 }],
      ["c", { ...usage, millicores: 50 }],
      ["d", { ...usage, millicores: 0 }],
    ]),
  );
  const column = podTableWith(usages).columns.find(({ id }) => id === "cpu");

  expect(column?.mostFirst).toBe(true);
  expect(rows.sort((a, b) => -(column?.compare(a, b) ?? 0)).map(({ name }) => name)).toEqual(["c", "a", "d", "b"]);
});

describe("terms", () => {
  const passes = (line: string, row: PodRow, used: Partial<PodUsage> = {}, at = now) => {
    const { terms, columns } = measured(row, used);
    const filter = filterOf(line, terms);
    expect(filter.problems).toEqual([]);
    return filter.over(columns)?.passes(row, at, new AnswerTime()) ?? true;
  };

  test.each<[string, boolean]>([
    ["cpu>100m", true],
    ["cpu>0.12", false],
    ["cpu>=120m", true],
    ["cpu<1", true],
    ["mem>1Gi", false],
    ["mem>=240Mi", true],
    ["mem>90%", true],
    ["mem>93.75%", false],
    ["mem>=93.75%l", true],
    ["mem>150%r", true],
    ["cpu>40%R", true],
    ["cpu>80%", false],
    ["!cpu>80%", true],
  ])("%s is %j of 120m of 250m and 1, and 240Mi of 128Mi and 256Mi", (line, expected) => {
    expect(passes(line, pod())).toBe(expected);
  });

  test.each<[string, Partial<PodResources>, Partial<PodUsage>]>([
    ["cpu>1%", { cpuLimit: Number.NaN }, {}],
    ["cpu<99%", { cpuLimit: Number.NaN }, {}],
    ["mem<1Gi", {}, { at: now - 120_001 }],
    ["mem>0", {}, { bytes: Number.NaN }],
  ])("%s passes nothing that is not known", (line, change, used) => {
    expect(passes(line, pod({ resources: { ...resources, ...change } }), used)).toBe(false);
  });

  test("say how long their answer holds", () => {
    const { terms, columns } = measured(pod());
    const answer = new AnswerTime();
    filterOf("mem>90%", terms).over(columns)?.passes(pod(), now, answer);

    expect(answer.until).toBe(now - 10_000 + 120_001);
  });

  test.each([
    ["cpu>many", "cpu takes an amount such as 500m, 80% of the limit, or 80%r of the request"],
    ["mem>80%x", "mem takes an amount such as 1Gi, 80% of the limit, or 80%r of the request"],
    ["cpu=1", "cpu takes <, <=, > or >="],
    ["mem>", "a value is missing, as in mem>1Gi"],
  ])("%s is refused: %s", (line, reason) => {
    expect(filterOf(line, measured(pod()).terms).problems).toMatchObject([{ reason }]);
  });

  test("are refused while nobody asks for it", () => {
    const { terms } = podTableWith(new PodUsages());

    expect(filterOf("cpu>1", terms).problems).toMatchObject([
      { reason: "cpu is not asked for: show CPU and memory first" },
    ]);
  });
});

test("a pod without resources in its row has amounts without percent", () => {
  expect(cells(pod({ resources: { ...unknownResources, containers: ["main"] } }))).toBe("120m   240Mi  ");
});
