/** The real reflector against a script, in virtual time. */
import { onTestFinished } from "vitest";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { RowChange, Versioned } from "../../src/kube/sync/listWatch.ts";
import { Reflector } from "../../src/kube/sync/reflector.ts";
import { SyncFigures } from "../../src/kube/sync/syncFigures.ts";
import type { SyncState } from "../../src/kube/sync/syncState.ts";
import { FakeClock } from "./fakeClock.ts";
import { type Answer, end, put, ScriptedListWatch } from "./scriptedListWatch.ts";

/** What a table would show: `uid@version` by key. */
class Rows {
  readonly byKey = new Map<string, string>();
  /** How many changes came one by one, and how many complete truths. */
  applied = 0;
  replaced = 0;

  apply(changes: readonly RowChange<Versioned>[]): void {
    this.applied += changes.length;
    for (const change of changes) {
      if (change.type === "put") this.byKey.set(change.row.key, `${change.row.uid}@${change.row.resourceVersion}`);
      else this.byKey.delete(change.key);
    }
  }

  replace(rows: ReadonlyMap<string, Versioned>): void {
    this.replaced += 1;
    this.byKey.clear();
    for (const { key, uid, resourceVersion } of rows.values()) this.byKey.set(key, `${uid}@${resourceVersion}`);
  }
}

export interface RunOptions {
  /** How long to let it run, milliseconds; default one second. */
  readonly forMs?: number;
  readonly random?: () => number;
  /** Changes the server or the sink before anything runs. */
  readonly prepare?: (parts: { source: ScriptedListWatch; sink: Rows; clock: FakeClock }) => void;
}

/** Runs against `answers` until the test is over. */
export async function runReflector(answers: readonly Answer[], options: RunOptions = {}) {
  const clock = new FakeClock();
  const source = new ScriptedListWatch(answers, clock);
  const sink = new Rows();
  const states: SyncState[] = [];
  const stop = new AbortController();
  const figures = new SyncFigures();
  options.prepare?.({ source, sink, clock });
  const reflector = new Reflector({
    source,
    sink,
    clock,
    random: options.random ?? (() => 0.5),
    onState: (state) => states.push(state),
    host: "https://host",
    figures,
  });
  const done = reflector.run(stop.signal);
  const close = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  onTestFinished(close);
  await clock.advance(options.forMs ?? 1_000);
  return {
    clock,
    source,
    sink,
    states,
    figures,
    reflector,
    rows: () => Object.fromEntries(sink.byKey),
    phase: () => states.at(-1)?.phase,
    phases: () => states.map(({ phase }) => phase),
    close,
  };
}

export const failing = (
  failure: KubeError["failure"],
  options: ConstructorParameters<typeof KubeError>[2] = {},
): KubeError => new KubeError(failure, `it ${failure}`, options);

/** A first load of a and b, complete at version 9. */
export const first = [[], [put("a", "3"), put("b", "5")], [end("9")]] as const;
