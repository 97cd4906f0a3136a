import { setImmediate } from "node:timers/promises";
import type { Dashboard } from "./app/dashboard.ts";
import { FileConnection } from "./app/fileConnection.ts";
import { newPodTable } from "./app/podTable.ts";
import { systemClock } from "./base/clock.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import { readPodFile } from "./file/readPodFile.ts";
import { podDecoder } from "./resources/podDecoder.ts";
import type { PodRow } from "./resources/podRow.ts";
import { podSelectorFrom } from "./resources/podSelector.ts";

/**
 * Gives a dashboard the pods of a saved list, as they are read; resolves when all of them are there.
 * @throws FileError when it cannot be read, SelectorError when the selectors cannot be understood.
 */
export async function connectFile(dashboard: Dashboard, file: string, flags: DashboardFlags): Promise<void> {
  const connection = new FileConnection(newPodTable);
  const wanted = podSelectorFrom(flags.selectors);
  dashboard.connect(connection);
  await connection.read({
    path: file,
    read: async (take) => {
      let rows: PodRow[] = [];
      const handOn = () => {
        take(rows);
        rows = [];
      };
      const { newestAt, skipped } = await readPodFile({
        path: file,
        stdin: process.stdin,
        wanted,
        read: (pod) => rows.push(podDecoder.fromJson(pod)),
        // Keys and frames have their turn while a large file is read.
        rest: () => {
          handOn();
          return setImmediate();
        },
      });
      handOn();
      const others = [...skipped].map(([kind, count]) => `${count} ${kind}`);
      if (others.length > 0) dashboard.notice(`Passed over what is no Pod: ${others.join(", ")}`);
      return flags.now ?? (Number.isNaN(newestAt) ? systemClock.now() : newestAt);
    },
  });
}
