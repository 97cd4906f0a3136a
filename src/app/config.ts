import type { KeyChord } from "./keyChord.ts";

/** What people can choose in `config.yaml`. */
export interface Config {
  /** Keys by command; a command that is not in it keeps its own. */
  readonly keys: ReadonlyMap<string, readonly KeyChord[]>;
  /** Wheel and click go to us instead of to the terminal's selection. */
  readonly mouse: boolean;
  /** Start with the wide table. */
  readonly wide: boolean;
  /** Start with the CPU and memory of the pods. */
  readonly metrics: boolean;
  /** Start without the pods that are done: one line counts them. */
  readonly foldDone: boolean;
  /** Contexts in which changes are allowed; `*` in a name stands for any letters. */
  readonly allowWrites: readonly string[];
  /** The terminal rings when a pod enters a filter that is watched. */
  readonly bell: boolean;
}

export const defaultConfig: Config = {
  keys: new Map(),
  mouse: false,
  wide: false,
  metrics: false,
  foldDone: false,
  allowWrites: [],
  bell: true,
};
