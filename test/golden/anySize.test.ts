import { expect, test } from "vitest";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage } from "../support/dashboardStage.ts";
import { drawnLines } from "../support/drawnScreen.tsx";
import { podRow } from "../support/podRow.ts";
import { randomFrom } from "../unit/table/thing.ts";

const pieces = [
  "web",
  "-",
  "checkout",
  "日本語",
  "👩‍👩‍👧",
  "e\u0301",
  "7d9f8c",
  "\u001b[2J",
  "\n",
  "\u202e",
  "\u200b",
  " ",
];
const error = new KubeError("unreachable", `connection to ${"host".repeat(30)} refused`, {
  advice: "日本語 ".repeat(40),
});

/** A stage in a state that no person would think of. */
function anyStage(random: () => number, columns: number, lines: number): DashboardStage {
  const pick = (below: number) => Math.floor(random() * below);
  const anyText = (most: number) =>
    Array.from({ length: pick(most) }, () => pieces[pick(pieces.length)] ?? "").join("");
  const anyPod = (index: number): PodRow =>
    podRow({
      name: `${index}${anyText(12)}`,
      namespace: `ns${pick(3)}`,
      status: anyText(8),
      restarts: pick(2) * pick(100_000),
      restartedAt: pick(2) === 0 ? Number.NaN : pick(1e12),
      createdAt: pick(1.7e12),
      node: anyText(10),
    });
  const stage = new DashboardStage({
    columns,
    lines,
    namespace: pick(2) === 0 ? null : anyText(6),
    access: { context: anyText(12), cluster: anyText(12), user: anyText(9) },
  });
  const now = stage.clock.now();
  stage.live(Array.from({ length: pick(80) }, (_, index) => anyPod(index)));
  const acts: readonly (() => void)[] = [
    () => stage.press("w"),
    () => stage.press("?"),
    () => stage.press("n"),
    () => stage.press("c"),
    () => stage.press("s"),
    () => stage.press("/"),
    () => stage.press(":"),
    () => stage.press("esc"),
    () => stage.press("G"),
    () => stage.press("pageDown"),
    () => stage.press("space"),
    () => stage.press("]", "S"),
    () => stage.type(anyText(20)),
    () => stage.put(anyPod(pick(40)), anyPod(pick(99))),
    () => stage.remove(anyPod(pick(40))),
    () => stage.rows([]),
    () => stage.pass(5_000),
    () => stage.namespaces("shop", anyText(20), anyText(20)),
    () => stage.sync({ phase: "waiting", asOf: now, until: now + 9_000, error }),
    () => stage.sync({ phase: "unreachable", asOf: undefined, error, retryAt: now + 9_000 }),
    () => stage.sync({ phase: "resyncing", asOf: now, cause: anyText(20), received: 1, total: 1e6 }),
  ];
  for (let step = pick(12); step > 0; step--) acts[pick(acts.length)]?.();
  return stage;
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  "whatever it shows, the screen has all of its lines and none is wider than it (seed %i)",
  (seed) => {
    const random = randomFrom(seed);
    for (let columns = 20 + seed; columns <= 220; columns += 12) {
      const lines = 5 + Math.floor(random() * 56);
      const stage = anyStage(random, columns, lines);
      const drawn = drawnLines(stage.view, { NO_COLOR: "1" });
      expect([columns, lines, drawn.length]).toEqual([columns, lines, lines]);
      for (const line of drawn) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the looks are taken off to measure the text
        const text = line.replaceAll(/\u001b\[\d+m/g, "");
        expect([columns, lines, text, widthOf(text) <= columns]).toEqual([columns, lines, text, true]);
        expect(text).not.toContain("\u001b");
      }
    }
  },
);
