import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));

let folder: string;
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "podscope-file-"));
});

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A saved list, of two namespaces, whose newest moment is a minute after its pods were made. */
function savedList(): string {
  const pod = (namespace: string, name: string) => ({
    metadata: { namespace, name, uid: name, creationTimestamp: "2026-03-14T15:08:26Z", labels: { app: name } },
    spec: { containers: [{ name: "main" }] },
    status: { phase: "Running", startTime: "2026-03-14T15:09:26Z" },
  });
  const items = [pod("kitchen", "oven"), pod("shop", "cart"), pod("shop", "web")];
  const file = path.join(folder, "pods.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "PodList", items }));
  return file;
}

test("a saved list is shown as of its newest moment, and its namespaces can be chosen", async () => {
  terminal = openTerminal({ args: ["-f", savedList()], env: { TZ: "UTC" } });
  await terminal.waitFor(/pods\.json · all namespaces +○ file +as of 2026-03-14 15:09:26/);
  await terminal.waitFor(/kitchen +oven +0\/1 +Running +0 +60s[\s\S]*shop +web/);
  terminal.type("n");
  await terminal.waitFor(/kitchen +1 pod[\s\S]*shop +2 pods/);
  terminal.type("shop\r");

  await terminal.waitFor(/pods\.json · shop/);
  await terminal.waitFor(/cart[\s\S]*web/);
  expect(terminal.screen().join("\n")).not.toContain("oven");
});

test("selectors and the clock can be given for a saved list", async () => {
  const args = ["-f", savedList(), "-l", "app=web", "--now", "2026-03-14T17:08:26Z"];
  terminal = openTerminal({ args, env: { TZ: "UTC" } });

  await terminal.waitFor(/as of 2026-03-14 17:08:26/);
  await terminal.waitFor(/shop +web +0\/1 +Running +0 +120m/);
  expect(terminal.screen().join("\n")).not.toContain("cart");
});

test("a list from a pipe is shown, and the keys come from the terminal", async () => {
  const script = path.join(folder, "pipe.mjs");
  const command = `cat '${savedList()}' | '${process.execPath}' '${program}' -f -`;
  writeFileSync(
    script,
    `import { spawnSync } from "node:child_process";
     process.exit(spawnSync("sh", ["-c", ${JSON.stringify(command)}], { stdio: "inherit" }).status);`,
  );
  terminal = openTerminal({ script });
  await terminal.waitFor(/stdin · all namespaces[\s\S]*oven/);
  terminal.type("q");

  expect(await terminal.ended()).toBe(0);
});

test.each([
  { what: "a file that is not there", file: () => path.join(folder, "none.json"), words: /cannot read .*none\.json/ },
  {
    what: "a file that is cut off",
    file: () => {
      const file = path.join(folder, "cut.json");
      writeFileSync(file, '{"kind":"PodList","items":[{"metadata":{"name":"a"}}');
      return file;
    },
    words: /cut\.json/,
  },
])("$what ends the program with one line, on the screen it came from", async ({ file, words }) => {
  terminal = openTerminal({ args: ["-f", file()], columns: 250 });

  expect(await terminal.ended()).toBe(1);
  expect(terminal.screenBuffer.buffer.active.type).toBe("normal");
  expect(terminal.screen().filter((line) => line !== "")).toEqual([expect.stringMatching(words)]);
});
