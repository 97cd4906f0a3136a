import type { Terminal } from "../test/support/terminal.ts";

/** The last line becomes the prompt. */
export async function openFilter(terminal: Terminal): Promise<void> {
  const footer = terminal.screen().at(-1);
  terminal.type("/");
  await terminal.waitFor((screen) => screen.at(-1) !== footer);
}

/** What the header says that the table is filtered by. */
export function filterOf(screen: readonly string[]): string {
  return /\bfilter (.+?) *$/m.exec(screen[1] ?? "")?.[1] ?? "";
}

/** Milliseconds from a key into the terminal until the screen shows its effect. */
export async function painted(
  terminal: Terminal,
  key: string,
  shows: (screen: readonly string[]) => boolean,
): Promise<number> {
  const pressedAt = performance.now();
  terminal.type(key);
  await terminal.waitFor(shows);
  return performance.now() - pressedAt;
}
