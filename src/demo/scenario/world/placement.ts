import type { App, Needs } from "./app.ts";
import type { Machine } from "./machines.ts";

/** Gives the pods of the snapshot their nodes, one after another through the pool, as far as there is room. */
export class Placement {
  readonly #pools: ReadonlyMap<string, Pool>;

  constructor(machines: readonly Machine[]) {
    const byPool = Map.groupBy(machines, ({ pool }) => pool);
    this.#pools = new Map([...byPool].map(([name, list]) => [name, { machines: list, next: 0 }]));
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
