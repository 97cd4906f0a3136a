import type { Readable } from "../../../base/readable.ts";
import type { TerminalSize } from "../../apiserver/kubelets.ts";

/** A running container as the programs in it see it. */
export interface InsideContainer {
  readonly hostname: string;
  readonly address: string;
  readonly image: string;
  /** Those of its image. */
  readonly shells: readonly string[];
  /** Without what comes from a Secret or a ConfigMap: the demo has no such values. */
  readonly env: Readonly<Record<string, string>>;
  /** The command line of its first process. */
  readonly command: string;
  /** Ms since the Unix epoch. */
  now(): number;
  /** Resolves after `ms`, or when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Ends its first process, and everything else with it. */
  kill(): void;
}

/** What one program in a container writes, and hears. */
export interface ProgramContext {
  readonly container: InsideContainer;
  readonly env: Map<string, string>;
  readonly size: Readable<TerminalSize>;
  /** Ctrl-C, or nobody is there any more. */
  readonly signal: AbortSignal;
  out(text: string): void;
  complain(text: string): void;
}
