import { describe, expect, test } from "vitest";
import { kubectlColumns, podTable } from "../../../src/resources/podTable.ts";
import type { Column } from "../../../src/table/column.ts";
import { columnGap, layoutOf } from "../../../src/table/layout.ts";
import { randomFrom } from "./thing.ts";

const narrow = kubectlColumns.filter(({ wide, acrossNamespaces }) => wide !== true && acrossNamespaces !== true);

/** Widths by id. `texts` are the widest texts; a title needs its place too. */
function widthsOf(
  columns: readonly Column<never>[],
  texts: Readonly<Record<string, number>>,
  screen: number,
  sortedBy?: string,
): Readonly<Record<string, number>> {
  const natural = columns.map(({ id, title }) => Math.max(title.length, texts[id] ?? 0));
  return Object.fromEntries(
    layoutOf(columns, natural, screen, sortedBy).map(({ column, width }) => [column.id, width]),
  );
}

const texts = { namespace: 11, name: 25, ready: 3, status: 17, restarts: 15, age: 5, ip: 11, node: 30 };

describe("the columns of pods", () => {
  test("are whole where there is room", () => {
    expect(widthsOf(kubectlColumns, texts, 200)).toEqual({
      namespace: 11,
      name: 32,
      ready: 5,
      status: 17,
      restarts: 15,
      age: 5,
      ip: 11,
      node: 30,
      nominated: 14,
      gates: 15,
    });
  });

  test("all show at 80 columns, in all namespaces too", () => {
    const columns = kubectlColumns.filter(({ wide }) => wide !== true);

    expect(Object.keys(widthsOf(columns, texts, 78))).toEqual([
      "namespace",
      "name",
      "ready",
      "status",
      "restarts",
      "age",
    ]);
    expect(widthsOf(columns, texts, 78)).toMatchObject({ status: 17, restarts: 11 });
  });

  test("leave a status readable at 60 columns, and a name of 16", () => {
    const { status, name } = widthsOf(narrow, texts, 58);

    expect(status).toBe(17);
    expect(name).toBeGreaterThanOrEqual(16);
  });

  test("go by priority: nominated node, gates, IP, node, age, restarts, ready, namespace", () => {
    const gone: string[] = [];
    for (let screen = 250; screen >= 35; screen--) {
      const shown = widthsOf(kubectlColumns, texts, screen);
      for (const { id } of kubectlColumns) if (!(id in shown) && !gone.includes(id)) gone.push(id);
    }
    expect(gone).toEqual(["nominated", "gates", "ip", "node", "age", "restarts", "ready", "namespace"]);
  });

  describe("with the one that says why", () => {
    const withWhy = podTable.columns.filter(({ wide, acrossNamespaces }) => wide !== true && acrossNamespaces !== true);
    const broken = { ...texts, why: 90 };

    test("give it what they leave, down to 20", () => {
      const others = 32 + 5 + 17 + 15 + 5 + 5 * columnGap;

      expect(widthsOf(withWhy, broken, others + 60)).toEqual({ ...widthsOf(narrow, texts, 200), why: 60 });
      expect(widthsOf(withWhy, broken, others + 20)).toMatchObject({ name: 32, status: 17, restarts: 15, why: 20 });
      expect(widthsOf(withWhy, { ...texts, why: 3 }, others + 60)).toMatchObject({ why: 20 });
    });

    test("are as they were where it has no room", () => {
      for (let screen = 40; screen < 100; screen++) {
        const { why, ...others } = widthsOf(withWhy, broken, screen);
        if (why === undefined) expect(others).toEqual(widthsOf(narrow, texts, screen));
        else expect(others).toMatchObject({ status: 17, restarts: 15, age: 5 });
      }
    });

    test("cost it its place when they are the wide ones that people ask for", () => {
      const shown = widthsOf(podTable.columns, broken, 150);

      expect(shown).not.toHaveProperty("why");
      expect(shown).toEqual(widthsOf(kubectlColumns, texts, 150));
    });
  });

  test("keep the one that they are sorted by, unless that costs the others for nothing", () => {
    expect(widthsOf(narrow, texts, 46)).not.toHaveProperty("age");
    expect(widthsOf(narrow, texts, 46, "age")).toHaveProperty("age");
    expect(widthsOf(kubectlColumns, texts, 60, "node")).toHaveProperty("node");
    expect(widthsOf(kubectlColumns, texts, 45, "node")).toEqual(widthsOf(kubectlColumns, texts, 45));
  });

  test("are cut before any is dropped: a long reason does not cost the age", () => {
    const shown = widthsOf(narrow, { ...texts, status: 70 }, 78);

    expect(shown).toHaveProperty("age");
    expect(shown.status).toBeGreaterThanOrEqual(17);
  });
});

test("widths with their gaps never exceed the screen, and nothing that is never dropped is missing", () => {
  const random = randomFrom(3);
  const pick = (below: number) => Math.floor(random() * below);
  for (let screen = 20; screen <= 300; screen++) {
    const columns = Array.from(
      { length: 1 + pick(12) },
      (_, index): Column<null> => ({
        id: `c${index}`,
        title: "",
        dropOrder: pick(6),
        elastic: index === 1,
        ...(pick(3) === 0 && { least: pick(20) }),
        text: () => "",
        compare: () => 0,
      }),
    );
    const natural = columns.map(() => 1 + pick(60));
    const shown = layoutOf(columns, natural, screen, `c${pick(12)}`);
    const taken = shown.reduce((sum, { width }) => sum + width + columnGap, -columnGap);
    expect([screen, taken <= screen]).toEqual([screen, true]);
    expect(shown.every(({ width }) => width > 0)).toBe(true);
    expect(shown.map(({ index }) => index)).toEqual(shown.map(({ index }) => index).sort((a, b) => a - b));
    const hasRoom = taken < screen - columnGap;
    const needed = columns.filter(({ dropOrder }) => dropOrder === 0).map(({ id }) => id);
    if (hasRoom) expect(shown.map(({ column }) => column.id)).toEqual(expect.arrayContaining(needed));
  }
});

test("a table without an elastic column bends its first column that is never dropped", () => {
  const column = (id: string, dropOrder: number): Column<null> => ({
    id,
    title: id,
    dropOrder,
    text: () => "",
    compare: () => 0,
  });
  const shown = layoutOf([column("a", 1), column("b", 0), column("c", 0)], [10, 60, 10], 50);

  expect(shown.map(({ column: { id }, isElastic, width }) => [id, isElastic, width])).toEqual([
    ["a", false, 10],
    ["b", true, 26],
    ["c", false, 10],
  ]);
});
