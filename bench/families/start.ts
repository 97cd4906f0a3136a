import type { Bench } from "../bench.ts";
import { type Figure, measureOf } from "../figure.ts";
import { timed } from "../timed.ts";

const factor = 4;

/** Process start to first painted frame, beside a Node.js that does nothing, one after the other. */
export async function measureStart({ cluster, scale }: Bench): Promise<readonly Figure[]> {
  await firstFrame(cluster, true);
  const bare: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < scale.starts; run++) {
    bare.push((await timed(process.execPath, ["-e", "0"], cluster.env)).ms);
    ours.push(await firstFrame(cluster, false));
  }
  const yardstick = measureOf("ms", bare);
  return [
    {
      name: "process start to first painted frame",
      measured: measureOf("ms", ours),
      limit: factor * yardstick.value,
      rule: `${factor} x bare node`,
      yardsticks: [{ name: "`node -e 0`, start to exit", measured: yardstick }],
    },
  ];
}

/** Milliseconds until the whole frame is on the screen. `quits` ends the program in order, which is when V8's compile cache is written. */
async function firstFrame(cluster: Bench["cluster"], quits: boolean): Promise<number> {
  const startedAt = performance.now();
  const terminal = cluster.openDashboard();
  try {
    await terminal.waitFor("? help");
    const ms = performance.now() - startedAt;
    if (quits) {
      await terminal.waitFor("● live", 60_000);
      terminal.type("q");
      await terminal.ended();
    }
    return ms;
  } finally {
    await terminal.close();
  }
}
