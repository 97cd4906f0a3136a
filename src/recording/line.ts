/**
 * What a recording is made of: lines of JSON. What a line says is applied in the order of these names; a name that is not
 * known is passed over.
 *
 * The first line of a file is a FileHead. Every block of kind `state` begins with `reset`: numbers of words and pods start anew
 * there, and no line behind it needs one before it.
 */
export interface Line {
  /** When, milliseconds since the epoch by the clock of the machine that recorded. Never less than in the line before. */
  readonly at: number;
  /** Words and pods are forgotten: what follows is all there is, until `left` of the block says 0. */
  readonly reset?: true;
  /** Another place is shown; all its pods are told from here on. */
  readonly place?: RecordedPlace;
  /** State of the watch, as plain data. */
  readonly watch?: RecordedWatch;
  /** Texts that later lists of values name by their number, counted from the last `reset`. */
  readonly words?: readonly string[];
  /** Numbers of pods that are gone. */
  readonly gone?: readonly number[];
  /** Number of a pod, then place and value of each field that changed, in the order of the FileHead. */
  readonly set?: readonly (readonly unknown[])[];
  /** All values of pods that are new, whose numbers go on from the last one. */
  readonly new?: readonly (readonly unknown[])[];
  /** Nothing more is to come: the recording was ended. */
  readonly end?: true;
}

/** Where the pods are from, for people. Empty texts are unknown. */
export interface RecordedPlace {
  readonly context: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  /** Null is all namespaces. */
  readonly namespace: string | null;
  /** What the server selected by, as after `-l` and `--field-selector`. */
  readonly labels: string;
  readonly fields: string;
  /** Of Kubernetes, `v1.35.4`. */
  readonly version: string;
  /** What to add to `at` to get the server's clock, milliseconds. */
  readonly skewMs: number;
}

/** `phase` says which; what else there is belongs to it. */
export interface RecordedWatch {
  readonly phase: string;
  readonly [name: string]: unknown;
}

export const formatName = "podscope recording";
/** A program reads this version only. What may be added without another one: names of lines, fields of pods. */
export const formatVersion = 1;

/** The first line. */
export interface FileHead {
  readonly format: typeof formatName;
  readonly version: number;
  /** The program that recorded, `podscope 1.2.3`. */
  readonly program: string;
  readonly at: number;
  /** Names of the values of a pod. */
  readonly fields: readonly string[];
}

/** The same place and scope: rows stay when only more is known of it. */
export function isSameScope(one: RecordedPlace, other: RecordedPlace): boolean {
  return (["context", "namespace", "labels", "fields"] as const).every((name) => one[name] === other[name]);
}
