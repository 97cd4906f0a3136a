import { closeSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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
  /** Replaces a file's text at once, under the lock that kubectl uses. @throws the operating system's error, EEXIST when locked. */
  writeFile(path: string, text: string): void;
  /** A text that is another one after the file changed; undefined when it cannot be seen. */
  stampOf(path: string): string | undefined;
}

/** The machine that runs us. Reads are synchronous: these files are small, and nothing can start before they are known. */
export const thisMachine = (): Machine => ({
  env: process.env,
  home: process.env.HOME || homedir() || undefined,
  cwd: process.cwd(),
  readFile: (path) => readFileSync(path, "utf8"),
  writeFile: replaceFile,
  stampOf: (path) => {
    try {
      const { ino, size, mtimeNs } = statSync(path, { bigint: true });
      return `${ino} ${size} ${mtimeNs}`;
    } catch {
      return undefined;
    }
  },
});

/** Through a temporary file, so that no reader ever sees half of it; a link stays a link. */
function replaceFile(path: string, text: string): void {
  const lock = `${path}.lock`;
  closeSync(openSync(lock, "wx", 0));
  try {
    const target = realpathSync(path);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, text, { mode: statSync(target).mode & 0o777, flag: "wx" });
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The operating system's reason for a failed file access, in the words that Go, and so kubectl, uses. */
export function fileTrouble(error: unknown): { readonly code: string; readonly words: string } {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return { code, words: troubles[code] ?? (code === "" ? "cannot be read" : code) };
}

const troubles: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EEXIST: "another program is writing it",
  EROFS: "read-only file system",
  ENOSPC: "no space left on device",
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
