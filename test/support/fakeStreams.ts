import type { Duplex } from "node:stream";
import type { Cluster } from "../../src/app/cluster.ts";
import type { PortRequest } from "../../src/kube/typed/podPort.ts";
import type { RemoteTerminal, ShellEnd, ShellRequest } from "../../src/kube/typed/podShell.ts";

/** A shell that somebody opened, which a test ends. */
export interface OpenedShell {
  readonly request: ShellRequest;
  readonly terminal: RemoteTerminal;
  readonly signal: AbortSignal;
  end(how: ShellEnd): void;
  fail(error: Error): void;
}

/** A connection to a port that somebody opened, which a test answers. */
export interface OpenedPort {
  readonly request: PortRequest;
  readonly local: Duplex;
  readonly signal: AbortSignal;
  end(complaint: string): void;
  fail(error: Error): void;
}

/** The part of a cluster that gives streams. */
export class FakeStreams implements Pick<Cluster, "shell" | "port" | "hold"> {
  readonly shells: OpenedShell[] = [];
  readonly ports: OpenedPort[] = [];
  holders = 0;

  readonly shell: Cluster["shell"] = (request, terminal, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<ShellEnd>();
    this.shells.push({ request, terminal, signal, end: resolve, fail: reject });
    signal.addEventListener("abort", () => resolve({ kind: "lost" }));
    return promise;
  };

  readonly port: Cluster["port"] = (request, local, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.ports.push({ request, local, signal, end: resolve, fail: reject });
    signal.addEventListener("abort", () => resolve(""));
    return promise;
  };

  readonly hold: Cluster["hold"] = () => {
    this.holders++;
    return () => {
      this.holders--;
    };
  };
}
