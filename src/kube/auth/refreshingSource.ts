import type { Clock } from "../../base/clock.ts";
import { KubeError } from "../kubeError.ts";
import type { CredentialSource, Credentials } from "./credentials.ts";
import { SharedRun } from "./sharedRun.ts";

/** Credentials, and until when to use them without asking again. */
export interface Grant {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch; undefined when they are good until the server refuses them. */
  readonly freshUntil: number | undefined;
}

/** Refused credentials bring about at most one run in this time: a server that refuses everything starts no storm of plugins. */
const refusalPauseMs = 30_000;

/** Credentials that can be fetched again: when they are no longer fresh, and when the server refused them. */
export class RefreshingSource implements CredentialSource {
  readonly #run: SharedRun<Grant>;
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  #grant: Grant | undefined;
  #lastRefusal: number | undefined;

  constructor(fetch: (signal: AbortSignal) => Promise<Grant>, clock: Clock) {
    this.#clock = clock;
    this.#run = new SharedRun(async (signal) => {
      const grant = await fetch(signal);
      signal.throwIfAborted();
      this.#grant = grant;
      return grant;
    });
  }

  async get(signal: AbortSignal): Promise<Credentials> {
    this.#closed.signal.throwIfAborted();
    signal.throwIfAborted();
    const { freshUntil = Number.POSITIVE_INFINITY, credentials } = this.#grant ?? {};
    if (credentials !== undefined && this.#clock.now() < freshUntil) return credentials;
    return (await this.#run.join(signal)).credentials;
  }

  refused(used: Credentials): boolean {
    // Somebody else was refused with the same and has seen to it.
    if (this.#grant?.credentials !== used) return true;
    const now = this.#clock.monotonic();
    if (this.#lastRefusal !== undefined && now - this.#lastRefusal < refusalPauseMs) return false;
    this.#lastRefusal = now;
    this.#grant = undefined;
    return true;
  }

  cancel(): void {
    this.#run.stop(new KubeError("login", "The login was cancelled."));
  }

  close(): void {
    this.#closed.abort();
    this.#run.stop(this.#closed.signal.reason);
  }
}
