import type { Clock } from "../base/clock.ts";
import { keepEqual } from "../base/keepEqual.ts";
import { kubeErrorOf } from "../kube/kubeError.ts";
import type { PodRow } from "../resources/podRow.ts";
import {
  type Connection,
  type ContextChoice,
  type FollowEvents,
  type FollowNamespaces,
  type FollowPod,
  nowhere,
  type Place,
} from "./connection.ts";
import { noSelectors, type Scope, type Selectors } from "./scope.ts";
import { shownState } from "./shownState.ts";
import { type ContextMemory, type SortMemory, type StateFile, withRecent } from "./stateFile.ts";

/** Where the dashboard begins; undefined is what the context and the memory say, null is all namespaces. */
export interface Start {
  readonly context: string | undefined;
  readonly namespace: string | null | undefined;
  readonly selectors: Selectors;
}

/** Goes to contexts, namespaces and selectors, and remembers for each context where it was. */
export class Navigator {
  readonly #state: StateFile;
  readonly #clock: Clock;
  /** Where somebody wants to go while there is no connection yet. */
  readonly #wishes: ((connection: Connection) => void)[] = [];
  #connection: Connection | undefined;
  #startContext: string | undefined;
  #session: Place["session"];
  #stopSession: () => void = () => {};

  constructor(state: StateFile, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** Once; where one wanted to go before it, one goes now. */
  begin(connection: Connection, { context, namespace, selectors }: Start): void {
    this.#connection = connection;
    connection.place.subscribe(() => this.#follow());
    this.#open(context, namespace, selectors, (opened) => {
      this.#startContext = opened;
    });
    for (const wish of this.#wishes.splice(0)) wish(connection);
  }

  get place(): Place {
    return this.#connection?.place.get() ?? nowhere;
  }

  /** The context that was asked for first; undefined until it could be opened. */
  get startContext(): string | undefined {
    return this.#startContext;
  }

  /** Calls `listener` when the place is another one; returns the inverse. */
  readonly onMove = (listener: () => void): (() => void) => this.#connection?.place.subscribe(listener) ?? (() => {});

  /** What to add to our clock to get that of the server on the screen, milliseconds; 0 until it is known. */
  get skewMs(): number {
    return this.place.findings.facts?.skewMs ?? 0;
  }

  /** What is remembered of the context on the screen. */
  get memory(): ContextMemory {
    return this.#state.of(this.place.context ?? "");
  }

  /** Why there are no contexts to choose from: the kubeconfig cannot be read; undefined when it can. */
  get contextsProblem(): string | undefined {
    try {
      this.#connection?.contexts();
      return undefined;
    } catch (error) {
      return kubeErrorOf(error).message;
    }
  }

  /** The recent ones first; none when the kubeconfig cannot be read. */
  get contexts(): readonly (ContextChoice & { readonly recent: boolean })[] {
    const usedAt = ({ name }: ContextChoice) => this.#state.of(name).usedAt ?? 0;
    try {
      return [...(this.#connection?.contexts() ?? [])]
        .sort((a, b) => usedAt(b) - usedAt(a))
        .map((choice) => ({ ...choice, recent: usedAt(choice) > 0 }));
    } catch {
      return [];
    }
  }

  /** As Connection.followNamespaces. */
  readonly followNamespaces: FollowNamespaces = (sink, onState, signal) =>
    this.#connection?.followNamespaces(sink, onState, signal);

  /** As Connection.countPods. */
  async countPods(namespace: string, signal: AbortSignal): Promise<number | undefined> {
    return this.#connection?.countPods(namespace, signal);
  }

  /** As Connection.followEvents. */
  readonly followEvents: FollowEvents = (of, sink, onState, signal) =>
    this.#connection?.followEvents(of, sink, onState, signal);

  /** As Connection.followPod. */
  readonly followPod: FollowPod = (pod, cluster, sink, signal) =>
    this.#connection?.followPod(pod, cluster, sink, signal);

  /** As Connection.podObject. */
  async podObject(pod: PodRow, signal: AbortSignal): Promise<unknown> {
    return this.#connection?.podObject(pod, signal);
  }

  /** To a context, and there to the namespace that was shown last. */
  toContext(name: string): void {
    this.#open(name, undefined, noSelectors);
  }

  /** Undefined is all namespaces. The selectors stay. */
  toNamespace(namespace: string | undefined): void {
    this.#openScope((now) => ({ ...now, namespace }));
  }

  select(selectors: Selectors): void {
    this.#openScope((now) => ({ ...now, selectors }));
  }

  rememberSort(sort: SortMemory | undefined): void {
    const { context } = this.place;
    if (context !== undefined) this.#state.remember(context, { sort });
  }

  reconnect(): void {
    this.#connection?.reconnect();
  }

  /** Gives up the login that the pods wait for. Returns false when there is none. */
  cancelLogin(): boolean {
    const isShown = shownState(this.place).phase === "authenticating";
    if (isShown) this.place.cluster?.cancelLogin();
    return isShown;
  }

  async close(): Promise<void> {
    this.#stopSession();
    await Promise.all([this.#connection?.close(), this.#state.close()]);
  }

  #open(
    name: string | undefined,
    wanted: string | null | undefined,
    selectors: Selectors,
    onOpen: (context: string | undefined) => void = () => {},
  ): void {
    this.#whenConnected((connection) =>
      connection.openContext(name, ({ context, namespace: own }) => {
        onOpen(context);
        const remembered = wanted === undefined ? this.#state.of(context ?? "").namespace : wanted;
        return { namespace: remembered === undefined ? own : (remembered ?? undefined), selectors };
      }),
    );
  }

  #openScope(scopeAfter: (now: Scope) => Scope): void {
    this.#whenConnected((connection) => {
      const now = this.place.session?.scope;
      if (now === undefined) return;
      const next = scopeAfter(now);
      // To go where one is would only empty the table.
      if (keepEqual(now, next) !== now) connection.openScope(next);
    });
  }

  #whenConnected(go: (connection: Connection) => void): void {
    if (this.#connection === undefined) this.#wishes.push(go);
    else go(this.#connection);
  }

  /** A namespace is remembered once its pods were there: not one that was mistyped, or may not be read. */
  #follow(): void {
    const { session, context } = this.place;
    if (session === this.#session) return;
    this.#stopSession();
    this.#session = session;
    if (session === undefined || context === undefined) return;
    this.#stopSession = session.sync.subscribe(() => {
      const { phase } = session.sync.get();
      if (phase !== "live" && phase !== "polling") return;
      this.#stopSession();
      this.#remember(context, session.scope.namespace);
    });
  }

  #remember(context: string, namespace: string | undefined): void {
    const { recent } = this.#state.of(context);
    const usedAt = this.#clock.now();
    this.#state.remember(context, {
      namespace: namespace ?? null,
      recent: namespace === undefined ? recent : withRecent(recent, namespace, usedAt),
      usedAt,
    });
  }
}
