import type { Clock } from "../../base/clock.ts";
import { plainText } from "../../base/plainText.ts";
import type { Access, Login } from "../config/access.ts";
import type { Machine } from "../config/machine.ts";
import { expiryOf } from "../config/pem.ts";
import { KubeError } from "../kubeError.ts";
import { basic, bearer } from "./authorization.ts";
import type { CredentialSource, Credentials } from "./credentials.ts";
import { runPlugin } from "./execPlugin.ts";
import { RefreshingSource } from "./refreshingSource.ts";
import { readTokenFile } from "./tokenFile.ts";

/** What getting credentials needs from outside. */
export interface CredentialDeps {
  readonly machine: Machine;
  readonly clock: Clock;
  /** What is going on, for the screen: `running aws`; undefined when nothing is. */
  onActivity(what: string | undefined): void;
  /** What a plugin wrote to stderr although it succeeded, one safe line each; once for the same text. */
  onNotice(lines: readonly string[]): void;
  /** Undefined when there is no terminal to lend: plugins that insist on one fail, the others run without. */
  readonly terminal: LendableTerminal | undefined;
}

/** The terminal, for plugins that ask people something. */
export interface LendableTerminal {
  /** Runs `use` while the terminal is the plugin's: nothing else reads it or draws on it. */
  lend<T>(use: () => Promise<T>): Promise<T>;
  /**
   * True when lending blanks a screen: a plugin that can do without (`IfAvailable`) then gets the terminal only after it
   * failed without. False lends it at once, as kubectl does.
   */
  readonly disturbs: boolean;
}

/**
 * Where the credentials for `access` come from. Whoever calls this closes the source.
 * `get` throws KubeError `login` also for a client certificate that has expired, before any request is made with it.
 */
export function credentialSourceOf(access: Access, deps: CredentialDeps): CredentialSource {
  const source = sourceOf(access, deps);
  const { certificate } = access.login;
  if (certificate === undefined) return source;
  const expiry = expiryOf(certificate.cert);
  return {
    get: async (signal) => {
      if (expiry !== undefined && expiry <= deps.clock.now()) throw expiredError(access, expiry);
      return source.get(signal);
    },
    refused: (used) => source.refused(used),
    cancel: () => source.cancel(),
    close: () => source.close(),
  };
}

type OidcLogin = Login & { readonly kind: "oidc" };

function sourceOf(access: Access, deps: CredentialDeps): CredentialSource {
  const { login } = access;
  const { certificate } = login;
  const owner = `user "${plainText(access.user ?? "")}"`;
  switch (login.kind) {
    case "none":
      return fixed({ authorization: undefined, certificate });
    case "token":
      return fixed({ authorization: bearer(login.token, `the token of ${owner}`), certificate });
    case "basic":
      return fixed({ authorization: basic(login.username, login.password), certificate });
    case "tokenFile": {
      const read = async () => readTokenFile(login.path, certificate, deps.machine, deps.clock);
      return new RefreshingSource(read, deps.clock);
    }
    case "exec":
      return new RefreshingSource((signal) => runPlugin(login.exec, access, deps, signal), deps.clock);
    case "oidc":
      return oidcSource(login, access, deps);
  }
}

function oidcSource(login: OidcLogin, access: Access, deps: CredentialDeps) {
  let newest = login;
  let given: string | undefined;
  return new RefreshingSource(async (signal) => {
    // Rarely needed, so loaded when it is.
    const { oidcGrant } = await import("./oidc.ts");
    // Asked again for what was given already: it has expired or was refused.
    const result = await oidcGrant(newest, given, access, deps, signal);
    newest = { ...newest, config: result.config };
    given = newest.config["id-token"];
    return result.grant;
  }, deps.clock);
}

function fixed(credentials: Credentials): CredentialSource {
  return {
    get: async (signal) => {
      signal.throwIfAborted();
      return credentials;
    },
    refused: () => false,
    cancel: () => {},
    close: () => {},
  };
}

function expiredError(access: Access, expiry: number): KubeError {
  const when = `${new Date(expiry).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return new KubeError("login", `the client certificate of user "${plainText(access.user ?? "")}" expired on ${when}`, {
    advice: `Get a new one into ${access.files.map(plainText).join(", ")}, then connect again.`,
  });
}
