/**
 * How fast the log view takes in lines, and how long it holds up frames meanwhile: a server in another process writes 50,000 a second
 * and then as fast as they are read, over loopback, through everything but a terminal. `node bench/logSpeed.ts [lines]` prints lines a
 * second, and the times of frames and of turns of the event loop in milliseconds.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import * as http from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { LogContent } from "../src/app/logs/logContent.ts";
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
import { paintLine } from "../src/ui/spans.ts";
import { textRows } from "../src/ui/textViewLines.ts";
import { themeFor } from "../src/ui/theme.ts";
import { accessOf, credentialsOf } from "../test/support/accessOf.ts";
import { podRow } from "../test/support/podRow.ts";

/** Lines a second that must be taken in. */
const goal = 50_000;
/** As the dashboard draws while nobody presses a key. */
const frameMs = 200;
const columns = 200;
const tableLines = 45;

if (process.send === undefined) await measure(Number(process.argv[2] ?? 1_000_000));
else serveLog(Number(process.argv[2]));

/** One line in ten is JSON, one in ten has colours. */
function lineOf(index: number): string {
  const time = `2026-01-05T10:${String(Math.floor(index / 3_000_000) % 60).padStart(2, "0")}:${String(Math.floor(index / 50_000) % 60).padStart(2, "0")}.${String(index % 50_000).padStart(9, "0")}Z`;
  if (index % 10 === 0)
    return `${time} {"level":"info","ts":${index},"msg":"request served","status":200,"path":"/orders/${index}"}\n`;
  if (index % 10 === 1) return `${time} \u001b[33mWARN\u001b[0m order ${index} took longer than expected\n`;
  return `${time} order ${index} of customer ${index % 997} was handed on to the warehouse in 17 ms\n`;
}

/** Writes `goal` lines a second, and the log of the run before as fast as it is read. */
function serveLog(count: number): void {
  const server = http.createServer(async ({ url = "" }, response) => {
    const rate = url.includes("previous=true") ? Number.POSITIVE_INFINITY : goal;
    const start = performance.now();
    for (let index = 0; index < count; index += 1_000) {
      await setTimeout(Math.max(0, start + (index / rate) * 1_000 - performance.now()));
      const lines = Array.from({ length: Math.min(1_000, count - index) }, (_line, more) => lineOf(index + more));
      if (!response.write(lines.join(""))) await once(response, "drain");
    }
    response.end();
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}

async function measure(count: number): Promise<void> {
  const child = fork(new URL(import.meta.url), [String(count)]);
  const [port] = (await once(child, "message")) as [number];
  const transport = openTransport(accessOf(`http://127.0.0.1:${port}`), credentialsOf({}), {
    userAgent: "podscope/bench",
  });
  const pod = podRow();
  const sync = new Cell<SyncState>({ phase: "live", verifiedAt: 0 });
  const table = newPodTable({ namespace: "shop" });
  table.replace(new Map([[pod.key, pod]]));
  const session: Session = {
    scope: { namespace: "shop", selectors: noSelectors },
    table,
    sync,
    traffic: new Traffic(),
    retryNow: () => {},
    moveTo: () => {},
    close: async () => {},
  };
  const object = {
    metadata: { uid: pod.uid },
    spec: { containers: [{ name: "main" }] },
    status: { containerStatuses: [{ name: "main", state: { running: {} } }] },
  };
  const follower = new PodFollower(pod, { session, clock: systemClock, read: async () => object });
  let arrived = 0;
  const stream: ConstructorParameters<typeof LogContent>[0]["stream"] = async function* (request, signal) {
    for await (const lines of podLogs(request, transport, systemClock, signal)) {
      arrived += lines.length;
      yield lines;
    }
  };
  const layer = textLayer(
    (host) => new LogContent({ follower, sync, rebound: (commands) => commands, clock: systemClock, stream }, host),
    {
      redraw: () => {},
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
  await run(`${goal.toLocaleString("en-US")} lines a second`);
  arrived = 0;
  layer.press("p", undefined);
  search(layer);
  await run("as fast as they are read, searched");
  layer.close();
  await transport.close();
  child.kill();

  async function run(what: string): Promise<void> {
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
    const sorted = frames.toSorted((a, b) => a - b);
    const ms = (value: number | undefined) => `${(value ?? 0).toFixed(1)} ms`;
    process.stdout.write(
      `${what.padEnd(36)}${Math.round(count / seconds).toLocaleString("en-US")} lines/s, frames ${ms(sorted[sorted.length >> 1])} (at most ${ms(sorted.at(-1))}), longest turn ${ms(delay.max / 1e6)}\n`,
    );
  }
}

function search(layer: ReturnType<typeof textLayer>): void {
  layer.press("/", "/");
  layer.press(undefined, "longer");
  layer.press("enter", undefined);
  layer.press("G", "G");
}
