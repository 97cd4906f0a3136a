import { fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { LogContent, type LogParts } from "../src/app/logs/logContent.ts";
import { onePod, podsOfOwner } from "../src/app/logs/logScope.ts";
import { PodFollower } from "../src/app/podFollower.ts";
import { newPodTable } from "../src/app/podTable.ts";
import { noSelectors } from "../src/app/scope.ts";
import type { Session } from "../src/app/session.ts";
import { textLayer } from "../src/app/text/textLayer.ts";
import { Traffic } from "../src/app/traffic.ts";
import { systemClock } from "../src/base/clock.ts";
import { Cell } from "../src/base/readable.ts";
import type { SyncState } from "../src/kube/sync/syncState.ts";
import { openTransport } from "../src/kube/wire/httpTransport.ts";
import { podLogs } from "../src/kube/wire/podLogs.ts";
import type { PodRow } from "../src/resources/podRow.ts";
import { paintLine } from "../src/ui/spans.ts";
import { textRows } from "../src/ui/textViewLines.ts";
import { themeFor } from "../src/ui/theme.ts";
import { accessOf, credentialsOf } from "../test/support/accessOf.ts";
import { podRow } from "../test/support/podRow.ts";

/** As the dashboard draws while nobody presses a key. */
const frameMs = 200;
const columns = 200;
const tableLines = 45;

/** What came of taking in a log. */
export interface LogRun {
  readonly linesPerSecond: number;
  /** Milliseconds that each frame took. */
  readonly frames: readonly number[];
  /** The longest turn of the event loop, milliseconds. */
  readonly longestTurn: number;
}

/**
 * Takes in so many lines through everything but a terminal: those of a busy pod, or of so many busy pods of one owner together, and
 * then those of the run before as fast as they are read, while something is searched for.
 */
export async function measureLog(
  count: number,
  pods: number,
): Promise<{ readonly busy: LogRun; readonly fast: LogRun }> {
  const child = fork(new URL("logServer.ts", import.meta.url), [String(Math.ceil(count / pods)), String(pods)]);
  const [port] = (await once(child, "message")) as [number];
  const transport = openTransport(accessOf(`http://127.0.0.1:${port}`), credentialsOf({}), {
    userAgent: "podscope/bench",
  });
  const rows = Array.from({ length: pods }, (_, index) =>
    podRow({ name: `web-7f9c-${index + 10}`, owner: "ReplicaSet/web-7f9c", labels: "pod-template-hash=7f9c" }),
  );
  const [first = podRow()] = rows;
  const sync = new Cell<SyncState>({ phase: "live", verifiedAt: 0 });
  const table = newPodTable({ namespace: "shop" });
  table.replace(new Map(rows.map((row) => [row.key, row])));
  const session: Session = {
    scope: { namespace: "shop", selectors: noSelectors },
    table,
    traffic: new Traffic(),
    sync,
    retryNow: () => {},
    moveTo: () => {},
    close: async () => {},
  };
  const follow = (pod: PodRow) =>
    new PodFollower(pod, { session, clock: systemClock, read: async () => objectOf(pod) });
  const scopes: LogParts["scopes"] = [(pods === 1 ? undefined : podsOfOwner(first)) ?? onePod(first)];
  let arrived = 0;
  const stream: LogParts["stream"] = async function* (request, signal) {
    for await (const lines of podLogs(request, transport, systemClock, signal)) {
      arrived += lines.length;
      yield lines;
    }
  };
  const rebound: LogParts["rebound"] = (commands) => commands;
  const layer = textLayer(
    (host) => new LogContent({ scopes, sync, table, follow, rebound, clock: systemClock, stream }, host),
    {
      redraw: () => {},
      drawNow: () => {},
      say: () => {},
      rebound: (commands) => commands,
      outlet: { copy: () => {}, save: async () => "" },
      monotonic: () => performance.now(),
    },
  );
  const theme = themeFor({});
  const frames: number[] = [];
  const draw = () => {
    const start = performance.now();
    const { text } = layer.view(tableLines, columns);
    if (text !== undefined) for (const line of textRows(text)) paintLine(line, columns, theme);
    frames.push(performance.now() - start);
  };
  draw();
  const busy = await run();
  arrived = 0;
  layer.press("p", undefined);
  search(layer);
  const fast = await run();
  layer.close();
  await transport.close();
  child.kill();
  return { busy, fast };

  async function run(): Promise<LogRun> {
    frames.length = 0;
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    while (arrived < count) {
      await setTimeout(frameMs);
      draw();
    }
    const seconds = (performance.now() - start) / 1_000;
    delay.disable();
    return { linesPerSecond: count / seconds, frames: [...frames], longestTurn: delay.max / 1e6 };
  }
}

function objectOf({ uid }: PodRow): object {
  return {
    metadata: { uid },
    spec: { containers: [{ name: "main" }] },
    status: { containerStatuses: [{ name: "main", state: { running: {} } }] },
  };
}

function search(layer: ReturnType<typeof textLayer>): void {
  layer.press("/", "/");
  layer.press(undefined, "longer");
  layer.press("enter", undefined);
  layer.press("G", "G");
}
