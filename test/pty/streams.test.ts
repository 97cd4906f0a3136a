import { get } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal | undefined;

afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
});

/** The demo cluster, on the pods that the filter lets through. */
async function openDemo(filter: string, args: readonly string[] = []): Promise<Terminal> {
  const demo = openTerminal({ args: ["demo", "--seed", "1", "--allow-writes", ...args], columns: 120, lines: 24 });
  terminal = demo;
  await demo.waitFor(/live +verified/);
  demo.type(`/${filter}\r`);
  await demo.waitFor(new RegExp(`filter ${filter}`));
  await demo.waitFor(new RegExp(`› [\\w-]+ +${filter}-`));
  return demo;
}

const banner =
  /^shop\/storefront-[\w-]+, container storefront: exit or Ctrl-D comes back; ~\. on a new line breaks off\.$/m;

/** A request to this machine, as another program makes it. */
function ask(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent: false }, (response) => resolve(text(response))).on("error", reject);
  });
}

test("x gives the terminal to a shell in the container, and exit brings the dashboard back with its code", async () => {
  const demo = await openDemo("storefront");
  demo.type("x");
  await demo.waitFor(banner);
  await demo.waitFor(/^\/ # $/m);
  demo.type("cat /etc/hostname\r");
  await demo.waitFor(/^storefront-[\w-]+$/m);
  demo.type("watch stty size\r");
  await demo.waitFor(/^24 120$/m);
  demo.resize(90, 20);
  await demo.waitFor(/^20 90$/m);
  demo.type("\u0003");
  await demo.waitFor("^C");
  demo.type("sleep 1000\r");
  await demo.waitFor("sleep 1000");
  demo.type("\u0003");
  await demo.waitFor("^C");
  demo.type("exit 3\r");

  await demo.waitFor(/The shell in shop\/storefront-[\w-]+ \(storefront\) ended: exit 3\./);
  expect(demo.screen()[0]).toMatch(/demo cluster +demo · all namespaces .*live/);
  // It hears keys again, and Ctrl-C is its own.
  demo.type("\u0003");
  expect(await demo.ended()).toBe(0);
});

test("~. leaves a shell that is open, and Ctrl-D one that is done", async () => {
  const demo = await openDemo("storefront");
  demo.type("x");
  await demo.waitFor(/^\/ # $/m);
  demo.type("~.");
  await demo.waitFor(/Broke off the shell in shop\/storefront/);
  demo.type("x");
  await demo.waitFor(banner);
  await demo.waitFor(/^\/ # $/m);
  demo.type("\u0004");
  await demo.waitFor(/live +verified/);
});

test("a shell that is killed with its container says so, and the table shows the restart", async () => {
  const demo = await openDemo("storefront", ["--speed", "20"]);
  demo.type("x");
  await demo.waitFor(/^\/ # $/m);
  demo.type("kill 1\r");
  await demo.waitFor(/\(storefront\) ended: exit 137 \(SIGKILL\)\./);
  await demo.waitFor(/storefront-[\w-]+ +1\/1 +Running +1 \(/);
});

test("a connection that breaks brings the dashboard back, whatever the shell had made of the terminal", async () => {
  const demo = await openDemo("storefront", ["--context", "demo-flaky"]);
  demo.type("x");
  await demo.waitFor(/^\/ # $/m);
  demo.type("clear\r");
  // The port of this context drops all connections every few seconds.
  await demo.waitFor(/The connection to the shell in shop\/storefront-[\w-]+ \(storefront\) was lost/);
  expect(demo.screen()[0]).toMatch(/demo cluster +demo-flaky/);
});

test("an image without a shell says so", async () => {
  const demo = await openDemo("coredns");
  demo.type("x");
  await demo.waitFor("coredns has no shell; kubectl debug --target=coredns brings one along.");
});

test("f forwards a port, which answers to other programs until it is stopped in the list", async () => {
  const demo = await openDemo("storefront");
  demo.type("f");
  await demo.waitFor(/8080 +http of storefront/);
  demo.type(":http\r");
  await demo.waitFor(/127\.0\.0\.1:\d+ leads to shop\/storefront-[\w-]+:8080 until you stop it\./);
  const port = Number(/127\.0\.0\.1:(\d+) leads/.exec(demo.screen().join("\n"))?.[1]);
  await demo.waitFor("1 forward");

  expect(await ask(port, "/basket")).toMatch(/^storefront-[\w-]+ of shop on [\w-]+, port 8080: GET \/basket\n$/);
  demo.type("F");
  await demo.waitFor(
    new RegExp(`127.0.0.1:${port} +shop/storefront-[\\w-]+:8080 · 0 connections · \\d+ B out, \\d+ B in`),
  );
  demo.type("\u0004");
  await demo.waitFor("stopped, by you");
  await expect(ask(port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("a forward goes on in another context, and ends with the program", async () => {
  const demo = await openDemo("storefront");
  demo.type("f");
  await demo.waitFor(/8080 +http of storefront/);
  demo.type(":8080\r");
  await demo.waitFor(/127\.0\.0\.1:\d+ leads/);
  const port = Number(/127\.0\.0\.1:(\d+) leads/.exec(demo.screen().join("\n"))?.[1]);
  demo.type(":ctx demo-oncall\r");
  await demo.waitFor(/demo-oncall · payments .*live/);
  expect(await ask(port, "/")).toContain("GET /");
  demo.type("q");
  expect(await demo.ended()).toBe(0);
  await expect(ask(port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
