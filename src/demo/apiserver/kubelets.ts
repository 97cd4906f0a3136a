import type { Duplex } from "node:stream";
import type { Readable } from "../../base/readable.ts";
import type { Pod } from "../objects/pod.ts";

/** What the API server asks the kubelets for, as it does over their own ports: what no object holds. */
export interface Kubelets {
  /**
   * Lines that a container has written so far, oldest first. Undefined when this run of it never was.
   * @throws StatusError when the node cannot be reached
   */
  logs(pod: Pod, container: string, options: LogOptions): readonly LogLine[] | undefined;
  /** Hears of every later line of the run that goes on now; `onEnd` when that run is over. Returns its inverse. */
  followLogs(pod: Pod, container: string, onLine: (line: LogLine) => void, onEnd: () => void): () => void;
  /** What the containers of a pod use now. Undefined while nothing is measured. */
  usage(pod: Pod): readonly ContainerUsage[] | undefined;
  /**
   * Runs a command in a running container. Resolves with its exit code.
   * @throws StatusError when it cannot be run
   */
  exec(pod: Pod, container: string, command: readonly string[], streams: ProcessStreams): Promise<number>;
  /**
   * Opens a connection to a port of a pod.
   * @throws StatusError when nobody listens there
   */
  dial(pod: Pod, port: number): Duplex;
}

/** What a process that somebody runs in a container reads and writes. */
export interface ProcessStreams {
  readonly stdin: AsyncIterable<Buffer>;
  readonly isTerminal: boolean;
  readonly size: Readable<TerminalSize>;
  /** Nobody is there any more. */
  readonly signal: AbortSignal;
  write(stream: "stdout" | "stderr", text: string): void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface LogOptions {
  /** Of the run before this one. */
  readonly previous: boolean;
  /** From this moment on, ms since the Unix epoch. */
  readonly since?: number;
  /** At most so many, the last ones: asked for so, a long log costs no more than a short one. */
  readonly most?: number;
}

export interface LogLine {
  /** Ms since the Unix epoch. */
  readonly at: number;
  readonly text: string;
}

export interface ContainerUsage {
  readonly name: string;
  readonly cpuMillicores: number;
  readonly memoryBytes: number;
}
