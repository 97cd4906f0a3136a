import type { SyncState } from "../kube/sync/syncState.ts";
import type { Identity } from "../kube/typed/whoAmI.ts";
import type { Cluster, LoginActivity, ServerFacts } from "./cluster.ts";
import type { Session } from "./session.ts";

/** What is known of a cluster besides its pods, as far as it was worth asking. */
export interface Findings {
  readonly facts: ServerFacts | undefined;
  /** Who the server takes us for: asked when it refuses us the pods. */
  readonly identity: Identity | undefined;
  /** The namespace that the server says does not exist: asked when it has no pods. */
  readonly missingNamespace: string | undefined;
  /** Credentials are being got at this moment. */
  readonly login: LoginActivity | undefined;
}

export const nothingFound: Findings = {
  facts: undefined,
  identity: undefined,
  missingNamespace: undefined,
  login: undefined,
};

/**
 * Asks a cluster what the screen needs to explain the state of the pods, each question only when that state raises it.
 * What is not answered stays unknown: the watch of the pods meets the same trouble, and says it.
 */
export class Inquiry {
  readonly #cluster: Cluster;
  readonly #onFound: (findings: Findings) => void;
  readonly #stop = new AbortController();
  readonly #stopLogin: () => void;
  #stopSession: () => void = () => {};
  #found: Findings;
  #hasBeenLive = false;
  #wasOut = false;
  /** Questions that wait for their answer. */
  readonly #open = new Set<string>();

  /** `facts` are what was known of the same cluster before. */
  constructor(cluster: Cluster, facts: ServerFacts | undefined, onFound: (findings: Findings) => void) {
    this.#found = { ...nothingFound, facts };
    this.#cluster = cluster;
    this.#onFound = onFound;
    this.#stopLogin = cluster.login.subscribe(() => this.#learn({ login: cluster.login.get() }));
  }

  get findings(): Findings {
    return this.#found;
  }

  /** From now on explains the state of this session. */
  follow(session: Session): void {
    this.#stopSession();
    this.#found = { ...this.#found, missingNamespace: undefined };
    this.#stopSession = session.sync.subscribe(() => this.#consider(session));
  }

  close(): void {
    this.#stop.abort();
    this.#stopSession();
    this.#stopLogin();
  }

  #consider(session: Session): void {
    const { phase } = session.sync.get();
    if (phase === "forbidden" && this.#found.identity === undefined) {
      this.#ask("identity", this.#cluster.whoAmI, (identity) => ({ identity }));
    }
    // The pods come first: a second connection made at the same time would delay them.
    if (hasAnswered.has(phase) && this.#found.facts === undefined) this.#askFacts();
    const isLive = phase === "live" || phase === "polling";
    // After an outage it may be another server, on another clock.
    if (isLive && this.#wasOut) this.#askFacts();
    this.#wasOut = !isLive && (this.#wasOut || this.#hasBeenLive);
    this.#hasBeenLive ||= isLive;
    if (!isLive) return;
    const { namespace } = session.scope;
    if (namespace === undefined || !isEmpty(session.table.rows())) return;
    this.#ask(
      `namespace ${namespace}`,
      (signal) => this.#cluster.hasNamespace(namespace, signal),
      (isThere) => ({ missingNamespace: isThere ? undefined : namespace }),
    );
  }

  #askFacts(): void {
    this.#ask("facts", this.#cluster.facts, (facts) => ({ facts }));
  }

  /** Never two of the same at a time. */
  #ask<T>(
    name: string,
    question: (signal: AbortSignal) => Promise<T>,
    finding: (answer: T) => Partial<Findings>,
  ): void {
    if (this.#open.has(name)) return;
    this.#open.add(name);
    question(this.#stop.signal)
      .then(
        (answer) => this.#learn(finding(answer)),
        () => {},
      )
      .finally(() => this.#open.delete(name));
  }

  #learn(finding: Partial<Findings>): void {
    if (this.#stop.signal.aborted) return;
    this.#found = { ...this.#found, ...finding };
    this.#onFound(this.#found);
  }
}

/** There is a server, and it lets us in as far as saying its version. */
const hasAnswered: ReadonlySet<SyncState["phase"]> = new Set(["loading", "live", "polling", "forbidden"]);

function isEmpty(rows: Iterable<unknown>): boolean {
  for (const _ of rows) return false;
  return true;
}
