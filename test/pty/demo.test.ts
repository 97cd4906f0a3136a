import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../support/processes.ts";
import type { Terminal } from "../support/terminal.ts";
import { terminalsOfTests } from "../support/terminalsOfTests.ts";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));
const terminals = terminalsOfTests();

/** With a kubeconfig of the user's that would be refused if it were read. */
function openDemo(args: readonly string[] = [], columns = 110): Terminal {
  return terminals.open(["demo", "--seed", "1", ...args], { columns, lines: 30 });
}

const markedAs = (context: string, scope: string) => new RegExp(`^ +demo cluster +${context} · ${scope} `);

/** The port that stands in the header. */
function portOf(shown: Terminal): number {
  return Number(/https:\/\/[\w.]+:(\d+)/.exec(shown.screen().join("\n"))?.[1]);
}

function filesOfDemos(): readonly string[] {
  return readdirSync(terminals.folder).filter((name) => name.includes("demo"));
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

test("opens on the pods of all namespaces, and says what it is", async () => {
  const demo = openDemo();
  await demo.waitFor(/live +verified/);

  expect(demo.screen()[0]).toMatch(markedAs("demo", "all namespaces"));
  expect(demo.screen().join("\n")).toMatch(/kube-system +coredns-\w+-\w+ .* Running/);
  demo.type("/fraud\r");
  await demo.waitFor(/payments +fraud-scorer-\w+-\w+ .* Running/);
});

test("each context shows what it is there for, under the same mark", async () => {
  const demo = openDemo();
  const goTo = async (context: string, scope: string) => {
    demo.type(`:ctx ${context}\r`);
    await demo.waitFor((screen) => markedAs(context, scope).test(screen[0] ?? ""));
  };
  await demo.waitFor(/live +verified/);

  await goTo("demo-oncall", "payments");
  await demo.waitFor(/live +verified/);
  expect(demo.screen().join("\n")).toMatch(/ledger-/);
  demo.type("0");
  await demo.waitFor("You may not list pods here");
  await demo.waitFor('User "demo-oncall" cannot list resource "pods"');

  await goTo("demo-expired", "payments");
  await demo.waitFor("The server does not accept your login");
  await goTo("demo-down", "shop");
  await demo.waitFor("refused the connection");

  await goTo("demo-slow", "all namespaces");
  await demo.waitFor(/live +verified/);
  await demo.waitFor(/kube-system +coredns-/);
  await goTo("demo-flaky", "all namespaces");
  await demo.waitFor(/live +verified/);
  await goTo("demo", "all namespaces");
  await demo.waitFor(/live +verified/);
});

test("pods can be marked, seen with those that belong to them, and measured", async () => {
  const demo = openDemo(["-n", "kube-system"]);
  await demo.waitFor(/live +verified/);
  await demo.waitFor(/^› coredns-/m);
  demo.type("vjv");
  await demo.waitFor("2 marked");
  await demo.waitFor(/^ \*coredns-/m);
  demo.type("V/kube-proxy\r");
  await demo.waitFor("filter kube-proxy");
  expect(demo.screen().join("\n")).not.toContain("marked");

  demo.type("o");
  await demo.waitFor("filter kube-proxy owner=DaemonSet/kube-proxy");
  demo.type("N");
  await demo.waitFor(/owner=DaemonSet\/kube-proxy node=\S+/);
  await demo.waitFor(/1 of \d+$/m);
  demo.type("\u001b");
  await demo.waitFor(([, header = ""]) => !header.includes("filter"));

  demo.type("m");
  await demo.waitFor(/metrics of \d\d:\d\d:\d\d/);
  await demo.waitFor(/^. kube-proxy-.* \d+m .* \d+Mi/m);
  demo.type("/mem>1%\r");
  await demo.waitFor("filter mem>1%");
  await demo.waitFor(/\d+ of \d+$/m);
  expect(demo.screen().join("\n")).toMatch(/^. kube-proxy-.* \d+Mi/m);
});

test("the dashboard's flags say where it opens", async () => {
  const demo = openDemo(["--context", "demo-flaky", "-n", "shop", "-l", "app=cart"]);
  await demo.waitFor(/live +verified/);

  expect(demo.screen()[0]).toMatch(markedAs("demo-flaky", "shop"));
  await demo.waitFor(/F2 Running 3 +3$/m);
});

test.each([
  { what: "q", end: (demo: Terminal) => demo.type("q"), code: 0 },
  { what: "SIGTERM", end: (demo: Terminal) => demo.signal("SIGTERM"), code: 143 },
])("$what leaves no port, no file and no memory of it", async ({ end, code }) => {
  const demo = openDemo([], 130);
  await demo.waitFor(/live +verified/);
  const port = portOf(demo);
  expect(await isRefused(port)).toBe(false);
  expect(filesOfDemos()).toHaveLength(1);

  end(demo);
  expect(await demo.ended()).toBe(code);
  expect(await isRefused(port)).toBe(true);
  expect(filesOfDemos()).toEqual([]);
  expect(existsSync(path.join(demo.home, ".local"))).toBe(false);
});

test("--serve says in a line for the shell how to reach it, until it is told to end", async () => {
  const server = spawn(process.execPath, [program, "demo", "--serve", "--pods", "100"], {
    env: { ...process.env, TMPDIR: terminals.folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const lines: string[] = [];
    for await (const line of createInterface({ input: server.stdout })) {
      lines.push(line);
      if (line.startsWith("export ")) break;
    }
    expect(lines[0]).toMatch(/^# .*demo, demo-oncall, demo-expired, demo-down, demo-slow, demo-flaky$/);

    const script = `${lines.join("\n")}\nexec "$0" "$1" get --context demo-oncall --no-headers`;
    const got = await run("sh", ["-c", script, process.execPath, program], { env: process.env });
    expect(got).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ledger-/m) });
  } finally {
    server.kill("SIGTERM");
  }
  const [code] = await once(server, "exit");
  expect(code).toBe(143);
  expect(filesOfDemos()).toEqual([]);
});
