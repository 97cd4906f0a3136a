import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "date-fns";

/** Writing there is refused for reasons that another folder does not share. */
const refusals: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC"]);

/**
 * Writes a new file for the user alone, in the working folder or where that may not be written in the one for temporary files.
 * `subject` is what it is of, `ending` how its name ends; `now` is in milliseconds since the epoch. Resolves with its path.
 */
export async function saveText(subject: string, ending: string, text: string, now: number): Promise<string> {
  return inNewFile(subject, ending, now, (path) => write(path, text));
}

/** Gives `make` the path of a new file, as `saveText` chooses it; once more when it may not be in the working folder. */
export async function inNewFile<T>(
  subject: string,
  ending: string,
  now: number,
  make: (path: string) => Promise<T>,
): Promise<T> {
  const name = `${subject.replaceAll(/[^\w.-]+/g, "_")}-${format(now, "yyyyMMdd-HHmmss")}${ending}`;
  try {
    return await make(join(process.cwd(), name));
  } catch (error) {
    if (!refusals.has(codeOf(error) ?? codeOf((error as Error).cause) ?? "")) throw error;
    return make(join(tmpdir(), name));
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

async function write(path: string, text: string): Promise<string> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(text);
  return path;
}
