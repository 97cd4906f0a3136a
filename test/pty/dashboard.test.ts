import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeApiServer, startFakeApiServer } from "../support/fakeApiServer.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let server: FakeApiServer;
const terminals: Terminal[] = [];

beforeEach(async () => {
  server = await startFakeApiServer();
  for (const name of ["cart-1", "cart-2", "pay-1"]) putPod("shop", name);
  putPod("kitchen", "oven-1");
});

afterEach(async () => {
  await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
  await server.close();
});

function putPod(namespace: string, name: string, phase = "Running"): void {
  server.pods.put({ metadata: { namespace, name }, spec: { containers: [{ name: "main" }] }, status: { phase } });
}

function open(args: readonly string[] = ["-n", "shop"], columns = 100, lines = 24): Terminal {
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [
      { name: "fake", cluster: { server: server.url } },
      { name: "nothing", cluster: { server: "https://127.0.0.1:1" } },
    ],
    users: [{ name: "me", user: {} }],
    contexts: [
      { name: "test", context: { cluster: "fake", user: "me" } },
      { name: "down", context: { cluster: "nothing", user: "me" } },
    ],
  };
  const terminal = openTerminal({ args, env: { KUBECONFIG: "kubeconfig" }, columns, lines });
  writeFileSync(path.join(terminal.home, "kubeconfig"), JSON.stringify(kubeconfig));
  terminals.push(terminal);
  return terminal;
}

const cursorLine = (terminal: Terminal) => terminal.screen().find((line) => line.startsWith("›"));

test("lists the pods, says that it is live, and follows changes", async () => {
  const terminal = open();
  await terminal.waitFor(/live +verified \d\d:\d\d:\d\d/);
  await terminal.waitFor(/cart-1 .*Running[\s\S]*cart-2[\s\S]*pay-1/);

  putPod("shop", "pay-1", "Failed");
  await terminal.waitFor(/pay-1 .*Failed/);
  server.pods.delete("shop", "cart-2");
  await terminal.waitFor(/- cart-2/);
  expect(terminal.screen().join("\n")).not.toContain("oven-1");
});

test("the cursor stays on its pod when others arrive above it, and parks when its pod goes", async () => {
  const terminal = open();
  await terminal.waitFor("pay-1");
  terminal.type("G");
  await terminal.waitFor(/› pay-1/);

  putPod("shop", "api-1");
  await terminal.waitFor("api-1");
  expect(cursorLine(terminal)).toContain("pay-1");
  server.pods.delete("shop", "pay-1");
  await terminal.waitFor(/shop\/pay-1 is gone \(Running, not scheduled for \d+d\); move the cursor to go on/);
  expect(cursorLine(terminal)).toBeUndefined();
});

test("filters as one types, says what does not parse, and Esc takes it back", async () => {
  const terminal = open();
  await terminal.waitFor("cart-1");
  terminal.type("/pay");
  await terminal.waitFor(/1 of 3/);
  expect(terminal.screen().join("\n")).not.toContain("cart-1");
  terminal.type(" age<soon");
  await terminal.waitFor("age takes a duration");
  terminal.type("\u001b");
  await terminal.waitFor("cart-1");
});

test("rings once, and sends one notification, when a pod enters the filter that was armed", async () => {
  const terminal = open();
  let bells = 0;
  terminal.screenBuffer.onBell(() => bells++);
  await terminal.waitFor(/pay-1[\s\S]*live +verified|live +verified[\s\S]*pay-1/);
  terminal.type("/status=Failed\r!\u001b");
  await terminal.waitFor(/watching: status=Failed/);
  putPod("shop", "pay-1", "Failed");
  await terminal.waitFor(/shop\/pay-1 entered "status=Failed"/);
  terminal.type("q");
  await terminal.ended();

  expect(terminal.output.split("\u001b]9;podscope: shop/pay-1 entered").length - 1).toBe(1);
  expect(terminal.output.split("\u001b]9;").length - 1).toBe(1);
  expect(bells).toBe(1);
});

test("switches the namespace with a picker and with the command line, and back to all", async () => {
  const terminal = open();
  await terminal.waitFor("cart-1");
  terminal.type("n");
  await terminal.waitFor("Enter chooses");
  terminal.type("kitchen\r");
  await terminal.waitFor(/test · kitchen[\s\S]*oven-1/);
  terminal.type(":ns shop\r");
  await terminal.waitFor(/test · shop[\s\S]*cart-1/);
  // The first rows of another place are not news.
  expect(terminal.output).not.toContain("+ ");
  terminal.type("0");
  await terminal.waitFor(/all namespaces[\s\S]*kitchen +oven-1/);
});

test("a context whose server is down says so, and one can leave it", async () => {
  const terminal = open();
  await terminal.waitFor("cart-1");
  terminal.type(":ctx down\r");
  await terminal.waitFor("refused the connection");
  terminal.type(":ctx test\r");
  await terminal.waitFor(/test · /);
  await terminal.waitFor("live");
});

test("keeps the rows when the server goes, and says that they are old", async () => {
  const terminal = open();
  await terminal.waitFor("live");
  server.fail({ on: () => true, times: 1_000, status: 500 });
  server.dropConnections();
  await terminal.waitFor(/as of \d\d:\d\d:\d\d/);

  expect(terminal.screen().join("\n")).toContain("cart-1");
});

test.each([
  { status: 401, words: "The server does not accept your login" },
  { status: 403, words: "You may not list pods here" },
])("an answer of $status is said in words", async ({ status, words }) => {
  server.fail({ on: () => true, times: 1_000, status });
  const terminal = open();

  await terminal.waitFor(words);
});

test("without a kubeconfig it says where it looked and tells of the demo, and shows no pods", async () => {
  const terminal = openTerminal({ env: {} });
  terminals.push(terminal);

  await terminal.waitFor("There is no kubeconfig");
  await terminal.waitFor(".kube/config");
  await terminal.waitFor("$ podscope demo ");
  expect(terminal.screen().join("\n")).not.toContain("Running");
});

test("fits the screen again after every resize, and shows at least 18 pods at 80x24", async () => {
  for (let index = 10; index < 40; index++) putPod("shop", `web-${index}`);
  const terminal = open(["-n", "shop"], 80, 24);
  await terminal.waitFor("live");
  await terminal.waitFor("of 33");
  expect(
    terminal.screen().filter((line) => /Running/.test(line) && / \d+\/\d+ /.test(line)).length,
  ).toBeGreaterThanOrEqual(18);

  terminal.resize(60, 12);
  await terminal.waitFor(/1–7 of 33/);
  terminal.resize(30, 6);
  await terminal.waitFor("podscope needs");
  terminal.resize(120, 30);
  await terminal.waitFor(/1–25 of 33/);
});

test("begins at the edge of the screen wherever the shell left the cursor", async () => {
  const terminal = open();
  terminal.screenBuffer.write("unended:");
  await terminal.waitFor(/^ {2}test · shop +.*live +verified \d\d:\d\d:\d\d\n {2}as me .*\n {2}NAME /);
});

test("a narrower screen keeps nothing of the wider one", async () => {
  const terminal = open(["-n", "shop"], 100, 24);
  await terminal.waitFor(/live[\s\S]*pay-1/);
  for (const columns of [80, 60, 50]) {
    terminal.resize(columns, 24);
    const header = `.{${columns - 8}}\\d\\d:\\d\\d:\\d\\d\n.*\n`;
    const titlesAndRows = "(?:.*\\S.*\n){4}";
    const nothing = "(?: *\n){16}";
    await terminal.waitFor(new RegExp(`^${header}${titlesAndRows}${nothing} +F2 Running 3 +3\n.*$`));
  }
});

describe("leaving", () => {
  test.each([
    { how: "q", leave: (terminal: Terminal) => terminal.type("q"), code: 0 },
    { how: ":q", leave: (terminal: Terminal) => terminal.type(":q\r"), code: 0 },
    { how: "Ctrl-C", leave: (terminal: Terminal) => terminal.type("\u0003"), code: 0 },
    { how: "SIGTERM", leave: (terminal: Terminal) => terminal.signal("SIGTERM"), code: 143 },
    { how: "SIGHUP", leave: (terminal: Terminal) => terminal.signal("SIGHUP"), code: 129 },
  ])("by $how puts the terminal back and ends with $code", async ({ leave, code }) => {
    const terminal = open();
    await terminal.waitFor("live");
    leave(terminal);

    expect(await terminal.ended()).toBe(code);
    expect(terminal.screenBuffer.buffer.active.type).toBe("normal");
    expect(terminal.output.lastIndexOf("\u001b[?25h")).toBeGreaterThan(terminal.output.lastIndexOf("\u001b[?25l"));
    expect(terminal.output).toContain("\u001b[?2004l");
    expect(server.connections).toBe(0);
  });
});

test("draws changes only: no full-screen clear, and few bytes for one changed row", async () => {
  const terminal = open();
  await terminal.waitFor("live");
  const before = terminal.output.length;
  putPod("shop", "pay-1", "Failed");
  await terminal.waitFor(/pay-1 .*Failed/);

  const written = terminal.output.slice(before);
  expect(written.length).toBeLessThan(2_000);
  const running = terminal.output.slice(terminal.output.indexOf("live"));
  for (const clear of ["\u001b[2J", "\u001b[3J", "\u001b[J", "\u001b[0J"]) expect(running).not.toContain(clear);
});
