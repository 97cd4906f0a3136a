import type { Image, Life, LifeEnd, LogRule, Run } from "../../kubelet/image.ts";
import { hashOf } from "../../random.ts";
import { type LogVoice, once } from "./logLines.ts";

const mebibyte = 1024 * 1024;

export interface Service {
  readonly voice: LogVoice;
  readonly readyMs?: number;
  readonly stopMs?: number;
}

/** A program that serves until it is stopped. */
export function serviceImage(name: string, { voice, readyMs = 2500, stopMs = 900 }: Service): Image {
  return image(name, (run) => ({ readyMs, stopMs, log: voice(saltOf(run)), usage: usageOf(run) }));
}

/** A program that works for a while and is done. */
export function taskImage(name: string, ms: number, log: readonly LogRule[] = workLog(ms)): Image {
  return image(name, (run) => ({
    readyMs: 0,
    stopMs: 300,
    log,
    usage: usageOf(run),
    end: { afterMs: ms, exitCode: 0, reason: "Completed" },
  }));
}

/** A program that ends each time, and says why in its last lines. */
export function failingImage(name: string, end: LifeEnd, log: readonly LogRule[]): Image {
  return image(name, (run) => ({ readyMs: Number.POSITIVE_INFINITY, stopMs: 300, log, usage: usageOf(run), end }));
}

/** How big it is and how long it takes to pull goes with its repository. */
export function image(name: string, life: (run: Run) => Life): Image {
  const repository = name.slice(0, name.lastIndexOf(":"));
  const hash = hashOf(repository);
  const shells = shellsIn.find(({ names }) => names.test(repository))?.shells ?? ["sh"];
  return { name, sizeBytes: 24_000_000 + (hash % 180_000_000), pullMs: 1500 + (hash % 2500), shells, life };
}

/** What an image is built on: Java comes with a whole system, what is written in Go with nothing at all. */
const shellsIn: readonly { readonly names: RegExp; readonly shells: NonNullable<Image["shells"]> }[] = [
  { names: /\/system\/|search\/indexer/, shells: [] },
  { names: /shop\/checkout|payments\/ledger/, shells: ["sh", "bash"] },
];

/** Differs from run to run. */
export function saltOf({ random }: Run): number {
  return Math.floor(random.next() * 2 ** 31);
}

export function usageOf({ random, memoryLimit = 256 * mebibyte }: Run): Life["usage"] {
  return {
    cpuMillicores: Math.round(random.between(4, 90)),
    memoryBytes: Math.round(memoryLimit * random.between(0.28, 0.62)),
  };
}

function workLog(ms: number): readonly LogRule[] {
  const steps = ["connecting", "25% done", "50% done", "75% done", "done"];
  return steps.map((step, at) =>
    once((ms * at) / steps.length, (now) => `${new Date(now).toISOString()} INFO ${step}`),
  );
}
