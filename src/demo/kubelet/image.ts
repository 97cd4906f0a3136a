import type { Random } from "../random.ts";

/** An image as the demo's registry has it, and what its program does. A scenario brings those of its story. */
export interface Image {
  /** As it stands in a pod: `registry.demo/pay/payments:v1.2.2`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** How long a node takes to pull it for the first time. */
  readonly pullMs: number;
  /** The shells that are in it, the best last; default `sh`. Without any there is no other program either. */
  readonly shells?: readonly ("sh" | "bash")[];
  /** What the registry or the runtime answers instead, in the words of containerd. */
  readonly pullError?: string;
  /** How one run of a container goes. Pure: the same run goes the same way each time it is asked. */
  life(run: Run): Life;
}

export interface Run {
  /** How often the container was restarted before. */
  readonly restarts: number;
  /** Its own for this run. */
  readonly random: Random;
  /** `limits.memory` in bytes. */
  readonly memoryLimit: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** `command` and `args` of the container; empty: what the image has. */
  readonly command: readonly string[];
}

/** One run of a container, from the start of its process. All times are ms after that start. */
export interface Life {
  /** The runtime cannot even create it: `failed to generate container spec: ...`. It is tried again and again. */
  readonly createError?: string;
  /** The runtime cannot even start it: `exec: "serve": executable file not found in $PATH`. */
  readonly startError?: string;
  /** From when on its probes pass. */
  readonly readyMs: number;
  /** When its readiness probe fails again, and what the probe says. */
  readonly unready?: readonly { readonly fromMs: number; readonly toMs: number; readonly answer: string }[];
  /** From when on its liveness probe fails: the kubelet restarts it. */
  readonly hangsMs?: number;
  /** Absent: it runs until it is stopped. */
  readonly end?: LifeEnd;
  /** How long it takes to stop when it is asked to (SIGTERM); beyond its grace period it is killed. */
  readonly stopMs: number;
  readonly log: readonly LogRule[];
  readonly usage: Usage;
}

export interface LifeEnd {
  readonly afterMs: number;
  readonly exitCode: number;
  readonly signal?: number;
  /** `OOMKilled`, `Error`, `Completed`: what the runtime calls it; empty when it does not say. */
  readonly reason: string;
  /** What it left in its termination message. */
  readonly message?: string;
}

/** Lines that a program writes: once, or again and again. */
export interface LogRule {
  readonly atMs: number;
  /** Again after each so many ms; absent: once. */
  readonly everyMs?: number;
  /** The text of the `count`-th such line; ms since the Unix epoch of its moment for those that write the time. */
  text(count: number, atMs: number): string;
}

export interface Usage {
  readonly cpuMillicores: number;
  readonly memoryBytes: number;
  /** Of a leak. */
  readonly memoryBytesPerSecond?: number;
}
