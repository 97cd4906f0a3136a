import type { App, Needs } from "./app.ts";
import type { Machine } from "./machines.ts";

/** Gives the pods of the snapshot their nodes, one after another through the pool, as far as there is room. */
export class Placement {
  readonly #pools: ReadonlyMap<string, Pool>;
  readonly #down: Machine | undefined;

  constructor(machines: readonly Machine[]) {
    const up = machines.filter(({ downSince }) => downSince === undefined);
    const byPool = Map.groupBy(up, ({ pool }) => pool);
    this.#pools = new Map([...byPool].map(([name, list]) => [name, { machines: list, next: 0 }]));
    this.#down = machines.find(({ downSince }) => downSince !== undefined);
  }

  /** The node of which nothing is known. @throws RangeError when there is none */
  down(): Machine {
    if (this.#down === undefined) throw new RangeError("no node is down");
    return this.#down;
  }

  /** @throws RangeError when no node of the pool has the room: a mistake of the world. */
  place({ namespace, name, pod }: App, needs: Needs): Machine {
    const pool = this.#pools.get(pod?.nodeSelector?.pool ?? "general");
    const count = pool?.machines.length ?? 0;
    for (let tried = 0; pool !== undefined && tried < count; tried++) {
      const machine = pool.machines[pool.next++ % count];
      if (machine?.take(needs)) return machine;
    }
    throw new RangeError(`no node has room for ${namespace}/${name}`);
  }
}

interface Pool {
  readonly machines: readonly Machine[];
  next: number;
}
