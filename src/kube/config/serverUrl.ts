import path from "node:path";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";

/** The address of an API server, taken apart. `url` has no trailing slash, no query, and no user or password. */
export interface ServerUrl {
  readonly url: string;
  readonly secure: boolean;
  /** From `https://user:password@host`. */
  readonly basic: { readonly username: string; readonly password: string } | undefined;
}

/**
 * Reads the `server` of a cluster as kubectl does: a path prefix is kept, repeated and trailing slashes are not.
 * @throws KubeError `config` when it is no http or https URL.
 */
export function serverUrlOf(server: string, cluster: string): ServerUrl {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/.exec(server.trim());
  const shown = plainText(withoutPassword(server));
  if (parts === null) {
    throw new KubeError(
      "config",
      `host must be a URL: the server ${JSON.stringify(shown)} of cluster "${cluster}" must start with https://`,
      {
        advice: `Write server: ${/^[^\s/]+$/.test(shown) ? `https://${shown}` : "https://HOST:PORT"} in the kubeconfig.`,
      },
    );
  }
  const [, scheme = "", authority = "", prefix = ""] = parts;
  const protocol = scheme.toLowerCase();
  if (protocol !== "https" && protocol !== "http")
    throw new KubeError("config", `unsupported protocol scheme "${scheme}" in the server of cluster "${cluster}"`);
  const parsed = URL.parse(`${protocol}://${authority}/`);
  if (parsed === null)
    throw new KubeError("config", `host must be a URL or a host:port pair: ${JSON.stringify(shown)}`);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const basic = {
    username: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
  };
  return {
    url: `${protocol}://${host}${path.posix.normalize(`/${prefix}`).replace(/\/+$/, "")}`,
    secure: protocol === "https",
    basic: parsed.username === "" ? undefined : basic,
  };
}

/** `text` with everything between `//` and `@` hidden. */
export function withoutPassword(text: string): string {
  return text.replace(/\/\/.*@/, "//***@").replace(/^[^/]*:[^/]*@/, "***@");
}
