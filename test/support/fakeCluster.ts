/** A cluster that answers when a test says so, and followers that a test moves by hand. Both write down what they were asked. */
import type { Cluster, EventsOf, Follow, LoginActivity, NamespaceRow, ServerFacts } from "../../src/app/cluster.ts";
import { type Connection, type ContextChoice, createConnection, type Place } from "../../src/app/connection.ts";
import { newPodTable } from "../../src/app/podTable.ts";
import { namespaceText, type Scope } from "../../src/app/scope.ts";
import { openSession, type Session } from "../../src/app/session.ts";
import { Cell } from "../../src/base/readable.ts";
import type { Access } from "../../src/kube/config/access.ts";
import { KubeError } from "../../src/kube/kubeError.ts";
import type { ListWatch, RowSink, Versioned } from "../../src/kube/sync/listWatch.ts";
import type { SyncState } from "../../src/kube/sync/syncState.ts";
import type { Right, Verdict } from "../../src/kube/typed/accessReview.ts";
import type { Identity } from "../../src/kube/typed/whoAmI.ts";
import type { PodChange } from "../../src/kube/wire/podChange.ts";
import type { LogRequest } from "../../src/kube/wire/podLogs.ts";
import { RequestBook } from "../../src/kube/wire/requestBook.ts";
import type { EventRow } from "../../src/resources/eventRow.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import type { PodSample } from "../../src/resources/usage/podSample.ts";
import { accessOf } from "./accessOf.ts";
import { FakeAccess } from "./fakeAccess.ts";
import { FakeChanges } from "./fakeChanges.ts";
import { FakeClock } from "./fakeClock.ts";
import { FakeLogs } from "./fakeLogs.ts";
import { FakeStreams } from "./fakeStreams.ts";

/** Something that was asked and waits for its answer. */
export interface Question<T> {
  readonly what: string;
  readonly signal: AbortSignal;
  answer(value: T): void;
  fail(error: Error): void;
}

export class FakeCluster implements Cluster {
  readonly access: Access;
  readonly login = new Cell<LoginActivity | undefined>(undefined);
  readonly certificateUntil = undefined;
  readonly requests = new RequestBook();
  readonly factsAsked: Question<ServerFacts>[] = [];
  readonly identityAsked: Question<Identity>[] = [];
  readonly existenceAsked: Question<boolean>[] = [];
  readonly countsAsked: Question<number | undefined>[] = [];
  readonly samplesAsked: Question<readonly PodSample[]>[] = [];
  readonly objectsAsked: Question<unknown>[] = [];
  readonly fakeLogs = new FakeLogs();
  readonly fakeAccess = new FakeAccess();
  readonly fakeChanges = new FakeChanges();
  readonly streams = new FakeStreams();
  readonly shell = this.streams.shell;
  readonly port = this.streams.port;
  readonly hold = this.streams.hold;
  cancelledLogins = 0;
  isClosed = false;
  /** What closing waits for. */
  closing: Promise<void> = Promise.resolve();

  constructor(access: Access) {
    this.access = access;
  }

  pods({ namespace }: Scope): ListWatch<PodRow> {
    return new NamedSource(`pods of ${namespaceText(namespace)}`);
  }

  namespaces(): ListWatch<NamespaceRow> {
    return new NamedSource("namespaces");
  }

  events({ namespace, uid }: EventsOf): ListWatch<EventRow> {
    return new NamedSource(`events of ${uid ?? namespace}`);
  }

  countPods(namespace: string, signal: AbortSignal): Promise<number | undefined> {
    return asked(this.countsAsked, namespace, signal);
  }

  hasNamespace(name: string, signal: AbortSignal): Promise<boolean> {
    return asked(this.existenceAsked, name, signal);
  }

  object(path: string, signal: AbortSignal): Promise<unknown> {
    return asked(this.objectsAsked, path, signal);
  }

  logs(request: LogRequest, signal: AbortSignal): AsyncIterable<readonly string[]> {
    return this.fakeLogs.open(request, signal);
  }

  async *podSamples({ namespace }: Scope, signal: AbortSignal): AsyncGenerator<readonly PodSample[]> {
    yield await asked(this.samplesAsked, namespaceText(namespace), signal);
  }

  facts(signal: AbortSignal): Promise<ServerFacts> {
    return asked(this.factsAsked, "facts", signal);
  }

  whoAmI(signal: AbortSignal): Promise<Identity> {
    return asked(this.identityAsked, "identity", signal);
  }

  change(change: PodChange): Promise<void> {
    return this.fakeChanges.change(change);
  }

  may(right: Right, namespace: string): Promise<Verdict> {
    return this.fakeAccess.may(right, namespace);
  }

  cancelLogin(): void {
    this.cancelledLogins++;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return this.closing;
  }
}

export function fakeCluster(access = accessOf("https://10.0.0.1:6443")): FakeCluster {
  return new FakeCluster(access);
}

function asked<T>(questions: Question<T>[], what: string, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  questions.push({ what, signal, answer: resolve, fail: reject });
  return promise;
}

/** Names what is followed; asked itself it fails, since the followers here never ask. */
class NamedSource implements ListWatch<never> {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  streamingList(): never {
    throw new Error(`nobody lists ${this.what} here`);
  }

  list(): never {
    return this.streamingList();
  }

  watch(): never {
    return this.streamingList();
  }

  count(): never {
    return this.streamingList();
  }

  probe(): never {
    return this.streamingList();
  }

  dropConnections(): void {}
}

/** One follower. */
export interface Following {
  /** `pods of shop`, `namespaces`. */
  readonly what: string;
  readonly host: string;
  readonly signal: AbortSignal;
  /** How often it was asked to try again. */
  readonly retries: number;
  /** As all that it tells and puts, this is dropped when it was told to end. */
  say(state: SyncState): void;
  /** Puts a complete list in, and is live. */
  list(rows: readonly Versioned[]): void;
  put(row: Versioned): void;
  remove(key: string): void;
  /** Ends with a mistake of the program's own. */
  fail(error: Error): void;
}

/** Every follower that was started, oldest first. */
export class FakeFollow {
  readonly all: Following[] = [];

  readonly follow: Follow = ({ source, sink, host, onState }, signal) => {
    const { promise: done, resolve, reject } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => resolve(), { once: true });
    const into: RowSink<Versioned> = sink;
    const unlessEnded = (tell: () => void) => {
      if (!signal.aborted) tell();
    };
    let retries = 0;
    this.all.push({
      what: source instanceof NamedSource ? source.what : "",
      host,
      signal,
      get retries() {
        return retries;
      },
      say: (state) => unlessEnded(() => onState(state)),
      list: (rows) =>
        unlessEnded(() => {
          into.replace(new Map(rows.map((row) => [row.key, row])));
          onState(liveAt(0));
        }),
      put: (row) => unlessEnded(() => into.apply([{ type: "put", row }])),
      remove: (key) => unlessEnded(() => into.apply([{ type: "remove", key }])),
      fail: reject,
    });
    return {
      done,
      retryNow: () => {
        retries++;
      },
    };
  };

  /** The newest follower of `what`. */
  of(what: string): Following {
    const found = this.all.findLast((following) => following.what === what);
    if (found === undefined) throw new Error(`nobody follows ${what}: ${this.all.map((one) => one.what).join(", ")}`);
    return found;
  }

  /** What is followed now. */
  get running(): readonly string[] {
    return this.all.filter(({ signal }) => !signal.aborted).map(({ what }) => what);
  }
}

export const liveAt = (verifiedAt: number): SyncState => ({ phase: "live", verifiedAt });

export const podTableOf = newPodTable;

/** A session that nothing happens to. */
export function openedSession(scope: Scope): Session {
  return openSession(fakeCluster(), scope, podTableOf(scope), new FakeFollow().follow);
}

/** A kubeconfig with some contexts, and the connection over it. */
export class FakePlaces {
  readonly clock = new FakeClock();
  readonly follows = new FakeFollow();
  /** Every cluster that was opened, oldest first. */
  readonly clusters: FakeCluster[] = [];
  readonly connection: Connection;
  accesses: readonly Access[];
  /** What is wrong with the kubeconfig. */
  problem: KubeError | undefined;
  stamp = "1";

  /** The first of `accesses` is that of the current context. */
  constructor(...accesses: readonly Access[]) {
    this.accesses = accesses;
    this.connection = createConnection({
      kubeconfig: {
        contexts: () => this.#contexts(),
        stampOf: () => this.stamp,
        resolve: (context) => this.#resolve(context),
      },
      openCluster: (access) => {
        const cluster = new FakeCluster(access);
        this.clusters.push(cluster);
        return cluster;
      },
      newTable: podTableOf,
      follow: this.follows.follow,
      clock: this.clock,
    });
  }

  get place(): Place {
    return this.connection.place.get();
  }

  /** The cluster that was opened last. */
  get cluster(): FakeCluster {
    const cluster = this.clusters.at(-1);
    if (cluster === undefined) throw new Error("no cluster was opened");
    return cluster;
  }

  get session(): Session {
    const { session } = this.place;
    if (session === undefined) throw new Error("there is no session");
    return session;
  }

  /** Lets everything that was answered arrive. */
  settle(): Promise<void> {
    return this.clock.advance(0);
  }

  #contexts(): readonly ContextChoice[] {
    if (this.problem !== undefined) throw this.problem;
    return this.accesses.map(({ context, cluster, user = "", namespace }, index) => ({
      name: context,
      cluster,
      user,
      namespace,
      current: index === 0,
    }));
  }

  #resolve(name: string | undefined): Access {
    if (this.problem !== undefined) throw this.problem;
    const access = name === undefined ? this.accesses[0] : this.accesses.find(({ context }) => context === name);
    if (access === undefined) throw new KubeError("config", `context "${name}" does not exist`);
    return access;
  }
}
