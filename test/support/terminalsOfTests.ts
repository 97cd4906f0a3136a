import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openTerminal, type Terminal } from "./terminal.ts";

/** Where the tests of a file open the program. */
export interface TerminalsOfTests {
  /** A temporary folder of the test that runs, where a demo also puts its files. */
  readonly folder: string;
  /** With a kubeconfig of the user's that would be refused if it were read. */
  open(args: readonly string[], size: { readonly columns: number; readonly lines: number }): Terminal;
}

/** To be called once a file: after each test its terminals are closed and its folder is gone. */
export function terminalsOfTests(): TerminalsOfTests {
  let folder = "";
  const terminals: Terminal[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "podscope-test-"));
  });
  afterEach(async () => {
    await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
    rmSync(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    open: (args, size) => {
      const terminal = openTerminal({ args, env: { TMPDIR: folder, KUBECONFIG: "/dev/null/config" }, ...size });
      terminals.push(terminal);
      return terminal;
    },
  };
}
