/** Which proxy leads to a server: the cluster's own, or the environment's by the rules of Go's net/http. */
import { BlockList, isIP } from "node:net";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { withoutPassword } from "./serverUrl.ts";

/**
 * Checks the `proxy-url` of a cluster (client-go clientcmd/client_config.go, parseProxyURL).
 * @throws KubeError `config`
 */
export function clusterProxyOf(proxyUrl: string, cluster: string): string | undefined {
  if (proxyUrl === "") return undefined;
  const shown = JSON.stringify(plainText(withoutPassword(proxyUrl)));
  const start = `invalid 'proxy-url' ${shown} for cluster "${cluster}"`;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(proxyUrl)?.[1]?.toLowerCase() ?? "";
  if (!["http", "https", "socks5"].includes(scheme) && !proxyUrl.startsWith(":"))
    throw new KubeError("config", `${start}: unsupported scheme "${scheme}", must be http, https, or socks5`);
  if (!URL.canParse(proxyUrl)) throw new KubeError("config", `${start}: could not parse: ${JSON.parse(shown)}`);
  return proxyUrl;
}

/**
 * The proxy that the environment names for `url`, or undefined to connect directly: HTTPS_PROXY or HTTP_PROXY by the
 * scheme of `url`, upper case first; NO_PROXY with names, suffixes, addresses, CIDRs, ports and `*`; never for
 * localhost and loopback addresses (golang.org/x/net/http/httpproxy).
 * @throws KubeError `proxy` when the variable holds no URL.
 */
export function environmentProxyOf(url: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const target = new URL(url);
  const names = target.protocol === "https:" ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"];
  const proxy = firstOf(names, env);
  if (proxy === "") return undefined;
  const host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  if (isBypassed(host, port, firstOf(["NO_PROXY", "no_proxy"], env))) return undefined;
  const complete = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(proxy) ? proxy : `http://${proxy}`;
  if (URL.canParse(complete)) return complete;
  throw new KubeError(
    "proxy",
    `${names[0]} holds no URL of a proxy: ${JSON.stringify(plainText(withoutPassword(complete)))}`,
    {
      advice: "Write it as http://HOST:PORT, or unset it.",
    },
  );
}

function firstOf(names: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  for (const name of names) if (env[name]) return env[name].trim();
  return "";
}

function isBypassed(host: string, port: string, noProxy: string): boolean {
  const family = isIP(host);
  if (host === "localhost" || (family === 4 && host.startsWith("127.")) || host === "::1") return true;
  return noProxy
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== "" && matches(entry, host, family, port));
}

function matches(entry: string, host: string, family: number, port: string): boolean {
  if (entry === "*") return true;
  const [network = "", bits = ""] = entry.split("/");
  if (bits !== "" && isIP(network) > 0) {
    if (isIP(network) !== family) return false;
    const list = new BlockList();
    const kind = family === 4 ? "ipv4" : "ipv6";
    if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
      list.addSubnet(network, Number(bits), kind);
    return list.check(host, kind);
  }
  const { name, wantedPort } = entryParts(entry);
  if (wantedPort !== "" && wantedPort !== port) return false;
  if (isIP(name) > 0) return isIP(name) === family && sameAddress(name, host, family);
  const suffix = name.startsWith("*.") ? name.slice(1) : name;
  return suffix.startsWith(".") ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

/** `[::1]:443`, `::1`, `10.0.0.1:443`, `example.com:443` taken apart. */
function entryParts(entry: string): { readonly name: string; readonly wantedPort: string } {
  if (isIP(entry) === 6) return { name: entry, wantedPort: "" };
  const parts = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry);
  return { name: parts?.[1] ?? entry, wantedPort: parts?.[2] ?? "" };
}

function sameAddress(one: string, other: string, family: number): boolean {
  const list = new BlockList();
  list.addAddress(one, family === 4 ? "ipv4" : "ipv6");
  return list.check(other, family === 4 ? "ipv4" : "ipv6");
}
