import path from "node:path";
import type { Machine } from "../../src/kube/config/machine.ts";

export interface MemoryMachine extends Machine {
  readonly files: Map<string, string>;
  readonly reads: string[];
}

/** A machine whose files are in memory, by path from /home/ada; a value of undefined is a file that may not be read. */
export function memoryMachine(
  files: Readonly<Record<string, string | undefined>>,
  env: Readonly<Record<string, string>> = {},
): MemoryMachine {
  const cwd = "/home/ada";
  const forbidden = new Set<string>();
  const texts = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) forbidden.add(path.resolve(cwd, name));
    else texts.set(path.resolve(cwd, name), text);
  }
  const reads: string[] = [];
  const failing = (code: string) => Object.assign(new Error(code), { code });
  return {
    env,
    home: cwd,
    cwd,
    files: texts,
    reads,
    readFile(file) {
      reads.push(file);
      const text = texts.get(file);
      if (text !== undefined) return text;
      if (forbidden.has(file)) throw failing("EACCES");
      throw failing([...texts.keys()].some((name) => name.startsWith(`${file}/`)) ? "EISDIR" : "ENOENT");
    },
    writeFile(file, text) {
      if (forbidden.has(file)) throw failing("EACCES");
      texts.set(file, text);
    },
    stampOf: (file) => texts.get(file),
  };
}
