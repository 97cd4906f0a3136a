import path from "node:path";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import type { Kubeconfig } from "./kubeconfig.ts";
import { decodeKubeconfig, KubeconfigFieldError, type KubeconfigFile } from "./kubeconfigDecoder.ts";
import { fileTrouble, type Machine } from "./machine.ts";
import { YamlError } from "./yamlTree.ts";

/**
 * Reads and merges the kubeconfig files that kubectl would: `explicit` (--kubeconfig) alone, or the list in KUBECONFIG,
 * or ~/.kube/config. The first file that has an entry has it whole, the first current-context wins, and files of the
 * list that do not exist are passed over (client-go clientcmd/loader.go).
 * @throws KubeError `config` that names the file and the line.
 */
export function loadKubeconfig(explicit: string | undefined, machine: Machine): Kubeconfig {
  const paths = kubeconfigPaths(explicit, machine);
  const mayBeMissing = !explicit;
  const files: string[] = [];
  const missing: string[] = [];
  const decoded: KubeconfigFile[] = [];
  for (const file of paths) {
    const text = textOf(file, mayBeMissing, machine);
    if (text === undefined) {
      missing.push(file);
    } else {
      files.push(file);
      decoded.push(decode(file, text, machine));
    }
  }
  return {
    currentContext: decoded.find(({ currentContext }) => currentContext !== "")?.currentContext ?? "",
    contexts: firstOfEach(decoded.map(({ contexts }) => contexts)),
    clusters: firstOfEach(decoded.map(({ clusters }) => clusters)),
    users: firstOfEach(decoded.map(({ users }) => users)),
    files,
    missing,
    // A missing ~/.kube/config is the normal state of a new machine; a missing file that was named is not.
    warnings: machine.env.KUBECONFIG ? missing.map((file) => `kubeconfig not found: ${plainText(file)}`) : [],
  };
}

/** The files to read, each once, in order of precedence, as they were named. */
export function kubeconfigPaths(explicit: string | undefined, machine: Machine): readonly string[] {
  if (explicit) return [explicit];
  if (machine.env.KUBECONFIG) {
    const listed = machine.env.KUBECONFIG.split(path.delimiter).filter((file) => file !== "");
    return [...new Set(listed)];
  }
  return machine.home === undefined ? [] : [path.join(machine.home, ".kube", "config")];
}

function textOf(file: string, mayBeMissing: boolean, machine: Machine): string | undefined {
  try {
    return machine.readFile(path.resolve(machine.cwd, file));
  } catch (cause) {
    const { code, words } = fileTrouble(cause);
    const name = plainText(file);
    if (code === "ENOENT" && mayBeMissing) return undefined;
    if (code === "ENOENT") throw new KubeError("config", `stat ${name}: ${words}`, { cause });
    const step = code === "EISDIR" ? "read" : "open";
    throw new KubeError("config", `error loading config file "${name}": ${step} ${name}: ${words}`, { cause });
  }
}

function decode(file: string, text: string, machine: Machine): KubeconfigFile {
  try {
    return decodeKubeconfig(text, path.resolve(machine.cwd, file));
  } catch (cause) {
    const start = `error loading config file "${plainText(file)}"`;
    if (cause instanceof YamlError)
      throw new KubeError("config", `${start}: yaml: line ${cause.line}: ${cause.message}`);
    if (!(cause instanceof KubeconfigFieldError)) throw cause;
    const line = cause.line === undefined ? "" : `line ${cause.line}: `;
    throw new KubeError("config", `${start}: ${line}${plainText(cause.message)}`);
  }
}

function firstOfEach<Entry>(maps: readonly ReadonlyMap<string, Entry>[]): ReadonlyMap<string, Entry> {
  const merged = new Map<string, Entry>();
  for (const map of maps) for (const [name, entry] of map) if (!merged.has(name)) merged.set(name, entry);
  return merged;
}
