import { hashOf } from "../random.ts";
import { commandEffect } from "./commandEffect.ts";
import type { Image, Life, LogRule, Run } from "./image.ts";

/** What runs for an image that nobody has told of: pulled in a second or two, soon ready, with a line now and then. */
export function defaultImage(name: string): Image {
  const hash = hashOf(name);
  return {
    name,
    sizeBytes: 20_000_000 + (hash % 120_000_000),
    pullMs: 800 + (hash % 1200),
    shells: /distroless|pause/.test(name) ? [] : /debian|ubuntu/.test(name) ? ["sh", "bash"] : ["sh"],
    life: (run) => lifeOf(name, run),
  };
}

function lifeOf(name: string, run: Run): Life {
  const own = shells.test(name) ? ["true"] : ["serve"];
  const { lines, end, isIdle } = commandEffect(run.command.length === 0 ? own : run.command);
  return {
    readyMs: 900,
    // The first process of a container that sleeps heeds no SIGTERM.
    stopMs: isIdle ? Number.POSITIVE_INFINITY : 400,
    log: [...lines.map(line), ...(isIdle ? [] : heartbeat(name, run))],
    usage: { cpuMillicores: run.random.between(1, 8), memoryBytes: run.random.between(8, 40) * 1024 * 1024 },
    ...(end === undefined ? {} : { end }),
  };
}

/** Images whose program is a shell: with nobody to type it ends at once. */
const shells = /(?:^|\/)(?:busybox|alpine|ubuntu|debian)(?:[:@]|$)/;

function line({ afterMs, text }: { afterMs: number; text: string }): LogRule {
  return { atMs: afterMs, text: () => text };
}

function heartbeat(name: string, run: Run): readonly LogRule[] {
  const everyMs = Math.round(run.random.between(12_000, 24_000));
  const stamp = (atMs: number) => new Date(atMs).toISOString();
  return [
    { atMs: 200, text: (_, atMs) => `${stamp(atMs)} INFO starting ${name}` },
    { atMs: 900, text: (_, atMs) => `${stamp(atMs)} INFO ready` },
    { atMs: everyMs, everyMs, text: (count, atMs) => `${stamp(atMs)} INFO served ${(count + 1) * 17} requests` },
  ];
}
