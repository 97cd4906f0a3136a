import type { Duplex } from "node:stream";
import type { Readable } from "../base/readable.ts";
import type { Access } from "../kube/config/access.ts";
import type { ListWatch, RowSink, Versioned } from "../kube/sync/listWatch.ts";
import type { SyncFigures } from "../kube/sync/syncFigures.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { Right, Verdict } from "../kube/typed/accessReview.ts";
import type { PortRequest } from "../kube/typed/podPort.ts";
import type { RemoteTerminal, ShellEnd, ShellRequest } from "../kube/typed/podShell.ts";
import type { Identity } from "../kube/typed/whoAmI.ts";
import type { CollectionRequests } from "../kube/wire/collectionRequests.ts";
import type { PodChange } from "../kube/wire/podChange.ts";
import type { LogRequest } from "../kube/wire/podLogs.ts";
import type { RequestBook } from "../kube/wire/requestBook.ts";
import type { EventRow } from "../resources/eventRow.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { PodSample } from "../resources/usage/podSample.ts";
import type { Scope } from "./scope.ts";

/** A namespace, as far as a list of them needs it. */
export interface NamespaceRow extends Versioned {
  readonly name: string;
}

/** Which events. */
export interface EventsOf {
  readonly namespace: string;
  /** Of one object; undefined is all of them. */
  readonly uid: string | undefined;
}

/** What the server says about itself. */
export interface ServerFacts {
  /** `v1.35.4`. */
  readonly version: string;
  /** What to add to our clock to get the server's, milliseconds. */
  readonly skewMs: number;
}

/** Credentials that are being got: by a plugin, from an identity provider. */
export interface LoginActivity {
  /** `running aws`. */
  readonly what: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** One cluster as one user: what the dashboard asks it. Whatever waits throws KubeError, and ends with its signal. */
export interface Cluster {
  /** Undefined for rows that come from a file. */
  readonly access: Access | undefined;
  readonly login: Readable<LoginActivity | undefined>;
  /** When the client certificate of the kubeconfig ends, milliseconds since the epoch; undefined where there is none. */
  readonly certificateUntil: number | undefined;
  /** Every request that is made, whatever asked for it. */
  readonly requests: RequestBook;
  /** `requests` keeps those of the newest list and watch. */
  pods(scope: Scope, requests?: CollectionRequests): ListWatch<PodRow>;
  namespaces(): ListWatch<NamespaceRow>;
  /** Events of the object with this uid, or all of a namespace. */
  events(of: EventsOf): ListWatch<EventRow>;
  /** Exact number of pods; undefined when it may not be known. */
  countPods(namespace: string, signal: AbortSignal): Promise<number | undefined>;
  /** False only when the server says that there is no such namespace. */
  hasNamespace(name: string, signal: AbortSignal): Promise<boolean>;
  /** One whole object, by its path below the server's base URL. */
  object(path: string, signal: AbortSignal): Promise<unknown>;
  /** As podLogs. */
  logs(request: LogRequest, signal: AbortSignal): AsyncIterable<readonly string[]>;
  /** What pods used when they were measured last, as the answer comes. */
  podSamples(scope: Scope, signal: AbortSignal): AsyncIterable<readonly PodSample[]>;
  facts(signal: AbortSignal): Promise<ServerFacts>;
  /** By SelfSubjectReview, which servers before 1.28 do not have. */
  whoAmI(signal: AbortSignal): Promise<Identity>;
  /** By SelfSubjectAccessReview. */
  may(right: Right, namespace: string, signal: AbortSignal): Promise<Verdict>;
  /** Changes something. @throws KubeError, `isUnanswered` when nobody knows whether it was done. */
  change(change: PodChange, signal: AbortSignal): Promise<void>;
  /** As podShell. */
  shell(request: ShellRequest, terminal: RemoteTerminal, signal: AbortSignal): Promise<ShellEnd>;
  /** As podPort. */
  port(request: PortRequest, local: Duplex, signal: AbortSignal): Promise<string>;
  /** Keeps its connections over `close`, until the returned function is called. */
  hold(): () => void;
  /** Gives up the login under way, if there is one. */
  cancelLogin(): void;
  /** Ends every connection, plugin and timer, as soon as nobody holds it. */
  close(): Promise<void>;
}

/** Keeps a sink equal to what the server has. */
export interface Follower {
  /** Ends the present pause and tries now. */
  retryNow(): void;
  /** Resolves when it has ended, which only the signal makes it do. */
  readonly done: Promise<void>;
}

/** Starts a follower. From the moment that its signal is aborted on, it puts nothing into `sink` and tells no state. */
export type Follow = <Row extends Versioned>(
  options: {
    readonly source: ListWatch<Row>;
    readonly sink: RowSink<Row>;
    /** For words: `https://host:6443`. */
    readonly host: string;
    readonly onState: (state: SyncState) => void;
    /** Where it counts what it sees. */
    readonly figures?: SyncFigures;
  },
  signal: AbortSignal,
) => Follower;
