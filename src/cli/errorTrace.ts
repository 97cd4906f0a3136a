/**
 * An error with the places it came through, for --debug. Of its causes no message is told, only name, code and places: the
 * messages of foreign errors may quote what they could not read, and that may be a secret.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const head = `${error.name}: ${error.message}`;
  return [head, ...placesOf(error), ...causesOf(error)].join("\n");
}

function causesOf({ cause }: Error): readonly string[] {
  if (!(cause instanceof Error)) return [];
  const code = "code" in cause ? ` (${String(cause.code)})` : "";
  return [`caused by ${cause.name}${code}`, ...placesOf(cause), ...causesOf(cause)];
}

function placesOf({ stack = "" }: Error): readonly string[] {
  return stack.split("\n").filter((line) => /^\s+at /.test(line));
}
