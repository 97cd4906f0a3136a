import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let folder: string;
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "podscope-replay-"));
});

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(...args: readonly string[]): Promise<Terminal> {
  await terminal?.close();
  terminal = openTerminal({ args, env: { TMPDIR: folder, KUBECONFIG: "/dev/null/config" }, columns: 150, lines: 30 });
  return terminal;
}

test("an incident of the demo is recorded with R, and plays with the same dashboard", async () => {
  const demo = await open("demo", "--seed", "1", "--speed", "20");
  await demo.waitFor(/live +verified/);
  demo.type("R");
  await demo.waitFor(/Recording to \S+/);
  await demo.waitFor(/recording, \d{2,} changes/);
  demo.type("R");
  await demo.waitFor(/Recorded [\d,]+ changes: podscope replay \S+/);
  const [name = ""] = readdirSync(demo.home).filter((file) => file.endsWith(".podscope.gz"));
  expect(name).toMatch(/^demo-\d{8}-\d{6}\.podscope\.gz$/);
  const file = path.join(folder, name);
  copyFileSync(path.join(demo.home, name), file);

  const replay = await open("replay", file, "--hold");
  await replay.waitFor(/replay of demo, recorded .* held .* 0:00 of \d:\d\d, 1x/);
  replay.type(" ");
  await replay.waitFor(/playing .* 0:0[1-9] of \d:\d\d, 1x/);
  replay.type(" :at end\r");
  await replay.waitFor(/at the end/);
  replay.type(":at start\r");
  await replay.waitFor(/held .* 0:00 of/);
  replay.type(":find status=*\r");
  await replay.waitFor(/passes status=\*|no pod begins to pass status=\*/);
  replay.type("l");
  await replay.waitFor("A recording has of a pod only what the table and its page show.");
  replay.type("q");
  expect(await replay.ended()).toBe(0);
});
