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
  readonly #asked = new Set<keyof Findings>();
  /** For what is asked about the session that is followed. */
  #leave = new AbortController();
  #found: Findings;
  #wasLive = false;
  #lastPhase: SyncState["phase"] | undefined;
  /** The facts may be those of another server, on another clock. */
  #factsAreOld: boolean;

  /** `facts` are what was known of the same cluster before. */
  constructor(cluster: Cluster, facts: ServerFacts | undefined, onFound: (findings: Findings) => void) {
    this.#found = { ...nothingFound, facts };
    this.#factsAreOld = facts !== undefined;
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
    this.#leave.abort();
    this.#leave = new AbortController();
    this.#asked.delete("missingNamespace");
    this.#wasLive = false;
    this.#lastPhase = undefined;
    this.#found = { ...this.#found, missingNamespace: undefined };
    this.#stopSession = session.sync.subscribe(() => this.#consider(session));
  }

  close(): void {
    this.#stop.abort();
    this.#leave.abort();
    this.#stopSession();
    this.#stopLogin();
  }

  #consider(session: Session): void {
    const { phase } = session.sync.get();
    if (phase === "forbidden" && this.#found.identity === undefined) {
      this.#ask("identity", this.#stop.signal, (signal) => this.#cluster.whoAmI(signal));
    }
    // The pods come first: a second connection made at the same time would delay them.
    const isNews = hasAnswered.has(phase) && phase !== this.#lastPhase;
    this.#lastPhase = phase;
    if (isNews && this.#found.facts === undefined) this.#askFacts();
    const isLive = phase === "live" || phase === "polling";
    const isBack = isLive && !this.#wasLive;
    if (this.#wasLive && !isLive) this.#factsAreOld = true;
    this.#wasLive = isLive;
    if (isBack && this.#factsAreOld) this.#askFacts();
    if (isLive) this.#considerNamespace(session);
  }

  #considerNamespace({ scope: { namespace }, table }: Session): void {
    if (namespace === undefined) return;
    if (isEmpty(table.rows())) {
      this.#ask("missingNamespace", this.#leave.signal, async (signal) =>
        (await this.#cluster.hasNamespace(namespace, signal)) ? undefined : namespace,
      );
    } else if (this.#found.missingNamespace !== undefined) this.#learn({ missingNamespace: undefined });
  }

  #askFacts(): void {
    this.#ask("facts", this.#stop.signal, async (signal) => {
      const facts = await this.#cluster.facts(signal);
      this.#factsAreOld = false;
      return facts;
    });
  }

  /** Asks unless the same is being asked; an answer after `signal` was aborted does not count. */
  #ask<Name extends keyof Findings>(
    name: Name,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Findings[Name]>,
  ): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    const isWanted = () => !signal.aborted && this.#asked.delete(name);
    ask(signal).then((value) => {
      if (isWanted()) this.#learn({ [name]: value });
    }, isWanted);
  }

  #learn(finding: Partial<Findings>): void {
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
