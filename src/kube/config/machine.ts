import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";

/** What reading a kubeconfig may know of the machine, as parameters. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home directory, undefined when there is none. */
  readonly home: string | undefined;
  /** Absolute. */
  readonly cwd: string;
  /** The text of a file. @throws the operating system's error with its `code` (ENOENT, EACCES, EISDIR). */
  readFile(path: string): string;
  /** A text that is another one after the file changed; undefined when it cannot be seen. */
  stampOf(path: string): string | undefined;
}

/** The machine that runs us. Reads are synchronous: these files are small, and nothing can start before they are known. */
export const thisMachine = (): Machine => ({
  env: process.env,
  home: process.env.HOME || homedir() || undefined,
  cwd: process.cwd(),
  readFile: (path) => readFileSync(path, "utf8"),
  stampOf: (path) => {
    try {
      const { ino, size, mtimeNs } = statSync(path, { bigint: true });
      return `${ino} ${size} ${mtimeNs}`;
    } catch {
      return undefined;
    }
  },
});

/** The operating system's reason for a failed file access, in the words that Go, and so kubectl, uses. */
export function fileTrouble(error: unknown): { readonly code: string; readonly words: string } {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return { code, words: troubles[code] ?? (code === "" ? "cannot be read" : code) };
}

const troubles: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  ELOOP: "too many levels of symbolic links",
  ENAMETOOLONG: "file name too long",
  EMFILE: "too many open files",
  ENOEXEC: "exec format error",
  EIO: "input/output error",
};
