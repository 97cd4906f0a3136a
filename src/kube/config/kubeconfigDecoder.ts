/** Decodes one kubeconfig file, as strict about types as Go's decoder is. */
import path from "node:path";
import type { AuthProviderEntry, ClusterEntry, ContextEntry, ExecEntry, FileOrData, UserEntry } from "./kubeconfig.ts";
import { type YamlNode, yamlTreeOf } from "./yamlTree.ts";

export interface KubeconfigFile {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
}

/** A value of the wrong type or form. The message names the field and never its value. */
export class KubeconfigFieldError extends Error {
  override readonly name = "KubeconfigFieldError";
  readonly line: number | undefined;

  constructor(line: number | undefined, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Decodes `text`, the content of `file`, an absolute path. Relative paths in it are taken from the file's folder.
 * @throws YamlError, KubeconfigFieldError
 */
export function decodeKubeconfig(text: string, file: string): KubeconfigFile {
  const root = new Fields(yamlTreeOf(text), "");
  const apiVersion = root.text("apiVersion");
  const kind = root.text("kind");
  if ((apiVersion !== "" && apiVersion !== "v1") || (kind !== "" && kind !== "Config"))
    throw new KubeconfigFieldError(
      undefined,
      `this is ${kind || "Config"} of version ${apiVersion || "v1"}, and not a kubeconfig (Config of version v1)`,
    );
  const resolve = (other: string) => (other === "" ? "" : path.resolve(path.dirname(file), other));
  return {
    clusters: namedEntries(root, "clusters", "cluster", (fields) => clusterOf(fields, resolve)),
    contexts: namedEntries(root, "contexts", "context", contextOf),
    currentContext: root.text("current-context"),
    users: namedEntries(root, "users", "user", (fields) => userOf(fields, file, resolve)),
  };
}

function namedEntries<Entry>(root: Fields, list: string, field: string, entryOf: (fields: Fields) => Entry) {
  const entries = new Map<string, Entry>();
  for (const item of root.list(list)) {
    const name = item.text("name");
    const entry = entryOf(item.map(field));
    if (entries.has(name)) throw item.error(`duplicate name ${JSON.stringify(name)} in ${list}`);
    entries.set(name, entry);
  }
  return entries;
}

function contextOf(fields: Fields): ContextEntry {
  return { cluster: fields.text("cluster"), namespace: fields.text("namespace"), user: fields.text("user") };
}

function clusterOf(fields: Fields, resolve: (file: string) => string): ClusterEntry {
  return {
    server: fields.text("server"),
    tlsServerName: fields.text("tls-server-name"),
    insecureSkipTlsVerify: fields.boolean("insecure-skip-tls-verify"),
    certificateAuthority: fileOrData(fields, "certificate-authority", resolve),
    proxyUrl: fields.text("proxy-url"),
    disableCompression: fields.boolean("disable-compression"),
    execExtension: fields
      .list("extensions")
      .find((extension) => extension.text("name") === "client.authentication.k8s.io/exec")
      ?.json("extension"),
  };
}

function userOf(fields: Fields, file: string, resolve: (file: string) => string): UserEntry {
  return {
    file,
    clientCertificate: fileOrData(fields, "client-certificate", resolve),
    clientKey: fileOrData(fields, "client-key", resolve),
    token: fields.text("token"),
    tokenFile: resolve(fields.text("tokenFile")),
    username: fields.text("username"),
    password: fields.text("password"),
    as: fields.text("as"),
    asUid: fields.text("as-uid"),
    asGroups: fields.texts("as-groups"),
    asUserExtra: fields.map("as-user-extra").eachOf((extra, key) => extra.texts(key)),
    authProvider: fields.has("auth-provider") ? authProviderOf(fields.map("auth-provider")) : undefined,
    exec: fields.has("exec") ? execOf(fields.map("exec"), resolve) : undefined,
  };
}

function authProviderOf(fields: Fields): AuthProviderEntry {
  return { name: fields.text("name"), config: fields.map("config").eachOf((config, key) => config.text(key)) };
}

function execOf(fields: Fields, resolve: (file: string) => string): ExecEntry {
  const command = fields.text("command");
  return {
    apiVersion: fields.text("apiVersion"),
    // A bare name is looked up in PATH, everything else is a path (client-go clientcmd/loader.go, GetAuthInfoFileReferences).
    command: command.includes(path.sep) ? resolve(command) : command,
    args: fields.texts("args"),
    env: fields.list("env").map((variable) => ({ name: variable.text("name"), value: variable.text("value") })),
    installHint: fields.text("installHint"),
    provideClusterInfo: fields.boolean("provideClusterInfo"),
    interactiveMode: fields.text("interactiveMode"),
  };
}

function fileOrData(fields: Fields, name: string, resolve: (file: string) => string): FileOrData {
  return { path: resolve(fields.text(name)), data: fields.base64(`${name}-data`) };
}

/** The fields of one map. A missing field, and one that is null, is the empty value, as in Go. */
class Fields {
  readonly #fields: ReadonlyMap<string, YamlNode>;
  readonly #path: string;
  readonly #line: number | undefined;

  constructor(node: YamlNode | undefined, path: string) {
    if (node !== undefined && node.kind !== "map" && node.kind !== "null") throw typeError(node, path, "a map");
    this.#fields = node?.kind === "map" ? node.fields : new Map();
    this.#path = path;
    this.#line = node?.line;
  }

  has(name: string): boolean {
    const node = this.#fields.get(name);
    return node !== undefined && node.kind !== "null";
  }

  text(name: string): string {
    const node = this.#fields.get(name);
    return node === undefined ? "" : textOf(node, this.#pathOf(name));
  }

  boolean(name: string): boolean {
    const node = this.#fields.get(name);
    if (node === undefined || node.kind === "null") return false;
    if (node.kind !== "boolean") throw typeError(node, this.#pathOf(name), "true or false");
    return node.value;
  }

  texts(name: string): readonly string[] {
    return this.#items(name).map((item) => textOf(item, this.#pathOf(name)));
  }

  list(name: string): readonly Fields[] {
    return this.#items(name).map((item) => new Fields(item, this.#pathOf(name)));
  }

  map(name: string): Fields {
    return new Fields(this.#fields.get(name), this.#pathOf(name));
  }

  eachOf<Value>(read: (fields: Fields, name: string) => Value): Record<string, Value> {
    return Object.fromEntries([...this.#fields.keys()].map((name) => [name, read(this, name)]));
  }

  json(name: string): unknown {
    const node = this.#fields.get(name);
    return node === undefined ? undefined : jsonOf(node);
  }

  base64(name: string): string {
    const text = this.text(name);
    const fault = base64Fault(text);
    if (fault === undefined) return Buffer.from(text, "base64").toString();
    throw new KubeconfigFieldError(
      this.#fields.get(name)?.line,
      `${this.#pathOf(name)}: illegal base64 data at input byte ${fault}`,
    );
  }

  error(message: string): KubeconfigFieldError {
    return new KubeconfigFieldError(this.#line, message);
  }

  #items(name: string): readonly YamlNode[] {
    const node = this.#fields.get(name);
    if (node === undefined || node.kind === "null") return [];
    if (node.kind !== "list") throw typeError(node, this.#pathOf(name), "a list");
    return node.items;
  }

  #pathOf(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}

function textOf(node: YamlNode, path: string): string {
  if (node.kind === "null") return "";
  if (node.kind !== "text") throw typeError(node, path, "text");
  return node.value;
}

function jsonOf(node: YamlNode): unknown {
  if (node.kind === "map") return Object.fromEntries([...node.fields].map(([name, field]) => [name, jsonOf(field)]));
  if (node.kind === "list") return node.items.map(jsonOf);
  return node.kind === "null" ? null : node.value;
}

function typeError(node: YamlNode, path: string, wanted: string): KubeconfigFieldError {
  const found = {
    text: "text",
    number: "a number",
    boolean: "a boolean",
    null: "nothing",
    list: "a list",
    map: "a map",
  };
  const hint = wanted === "text" && (node.kind === "number" || node.kind === "boolean") ? " (put it in quotes)" : "";
  return new KubeconfigFieldError(node.line, `${path || "the file"} must be ${wanted}, not ${found[node.kind]}${hint}`);
}

/** Where `text` stops being base64 as Go's StdEncoding reads it: padding is needed, line breaks are skipped. */
function base64Fault(text: string): number | undefined {
  const compact = /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, "") : text;
  if (compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  return text.match(/^[A-Za-z0-9+/\r\n]*={0,2}/)?.[0].length;
}
