import type { ClientCertificate } from "../config/access.ts";

/** What one request carries to prove who asks. */
export interface Credentials {
  /** Value of the Authorization header. */
  readonly authorization: string | undefined;
  readonly certificate: ClientCertificate | undefined;
}

/** Where credentials come from: fixed, a file, a plugin, an identity provider. */
export interface CredentialSource {
  /**
   * The credentials to use now: cached, refreshed when about to expire, one refresh at a time however many ask.
   * @throws KubeError `login` with what failed and the way out.
   */
  get(signal: AbortSignal): Promise<Credentials>;
  /**
   * Tells that the server answered 401 to `used`. Returns true when the next `get` can bring something else
   * (a plugin will run again, a file is read again), so that asking once more makes sense.
   */
  refused(used: Credentials): boolean;
  /** Gives up the login under way, if there is one: whoever waits for it gets a KubeError `login` that says so. */
  cancel(): void;
  /** Ends whatever still runs (plugin processes with their children). */
  close(): void;
}
