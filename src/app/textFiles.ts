import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** The little that the dashboard wants from the file system. */
export interface TextFiles {
  /** The file's text; undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Puts `text` in the file's place in one step: a reader sees the old or the new text, never a part. */
  replace(path: string, text: string): Promise<void>;
}

/** The machine's own files. New folders and files are the user's alone. */
export const systemTextFiles: TextFiles = {
  read: async (path) => {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
        return undefined;
      }
      throw error;
    }
  },
  replace: async (path, text) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${crypto.randomUUID()}`;
    try {
      await using file = await open(draft, "wx", 0o600);
      await file.writeFile(text);
      await file.sync();
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  },
};

/** One text in memory, whatever the path: nothing of it outlives the program. */
export function textInMemory(text: string): TextFiles {
  return {
    read: async () => text,
    replace: async (_path, next) => {
      text = next;
    },
  };
}

/**
 * Where a file of ours belongs by the XDG Base Directory Specification 0.8, which says to ignore relative paths in
 * the variables.
 */
export function xdgPath(
  variable: "XDG_CONFIG_HOME" | "XDG_STATE_HOME",
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): string {
  const chosen = environment[variable];
  const fallback = join(home, variable === "XDG_CONFIG_HOME" ? ".config" : ".local/state");
  return join(chosen !== undefined && isAbsolute(chosen) ? chosen : fallback, "podscope", name);
}
