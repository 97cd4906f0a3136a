import type { JsonObject } from "./jsonFields.ts";

/** Numbers of signals on Linux (signal(7)), those that end programs. */
const signals: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  15: "SIGTERM",
};

/** What shells and runtimes mean by an exit code (POSIX sh 2.8.2, runc). */
const codes: Readonly<Record<number, string>> = {
  126: "cannot be executed",
  127: "command not found",
  128: "the runtime could not start it",
};

/** Reasons that say no more than the code does. */
const plainReasons: ReadonlySet<string> = new Set(["", "Error", "Completed"]);

/** How a container ended (ContainerStateTerminated): `exit 137 (SIGKILL), OOMKilled`, `exit 0`. */
export function exitWords({ exitCode, signal, reason }: JsonObject): string {
  const code = typeof exitCode === "number" ? exitCode : 0;
  const number = typeof signal === "number" && signal > 0 ? signal : code > 128 ? code - 128 : 0;
  const meaning = signals[number] ?? codes[code];
  const words = `exit ${code}${meaning === undefined ? "" : ` (${meaning})`}`;
  const why = typeof reason === "string" && !plainReasons.has(reason) ? `, ${reason}` : "";
  return words + why;
}
