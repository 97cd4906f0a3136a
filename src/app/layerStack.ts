import type { FramePacer } from "../base/framePacer.ts";
import type { Layer } from "./layer.ts";

/** What lies over the table: at most one layer that stays while others come and go, and at most one over it. */
export class LayerStack {
  readonly #pacer: Pick<FramePacer, "request" | "drawNow">;
  #layers: readonly Layer[] = [];

  /** What opens or goes without a key is drawn by `pacer`. */
  constructor(pacer: Pick<FramePacer, "request" | "drawNow">) {
    this.#pacer = pacer;
  }

  /** The lowest first. */
  get all(): readonly Layer[] {
    return this.#layers;
  }

  /** The one that takes the keys. */
  get top(): Layer | undefined {
    return this.#layers.at(-1);
  }

  /** The one that was open goes first, since both may follow the same thing. */
  readonly open = (next: () => Layer): void => {
    const [ground] = this.#layers.filter(({ isGround }) => isGround);
    for (const layer of this.#layers) if (layer !== ground) layer.close();
    const opened = next();
    if (opened.isGround) ground?.close();
    this.#layers = ground === undefined || opened.isGround ? [opened] : [ground, opened];
  };

  /** For what was asked for a while ago: who has opened something else meanwhile no longer wants it. */
  readonly openIfFree = (next: () => Layer): void => {
    if (this.top !== undefined) return;
    this.open(next);
    this.#pacer.drawNow();
  };

  readonly leave = (layer: Layer): void => {
    if (!this.#layers.includes(layer)) return;
    layer.close();
    this.#layers = this.#layers.filter((other) => other !== layer);
    this.#pacer.request();
  };

  close(): void {
    for (const layer of this.#layers) layer.close();
    this.#layers = [];
  }
}
