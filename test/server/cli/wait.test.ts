import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { argumentsFrom } from "../../../src/cli/arguments.ts";
import { Interruption } from "../../../src/cli/ending.ts";
import { Output } from "../../../src/cli/output.ts";
import { runWait } from "../../../src/cli/wait/runWait.ts";
import { type FakeApiServer, isList, isWatch, startFakeApiServer } from "../../support/fakeApiServer.ts";
import { FakeClock } from "../../support/fakeClock.ts";

let server: FakeApiServer;
let dir: string;
let clock: FakeClock;
let ending: AbortController;

beforeEach(async () => {
  server = await startFakeApiServer();
  dir = await mkdtemp(join(tmpdir(), "podscope-wait-"));
  clock = new FakeClock(Date.now());
  ending = new AbortController();
  await kubeconfigFor(server.url);
  server.namespaces.put({ metadata: { name: "pay" } });
});

afterEach(async () => {
  ending.abort(new Error("the test is over"));
  await server.close();
  await rm(dir, { recursive: true });
});

async function kubeconfigFor(url: string): Promise<void> {
  await writeFile(
    join(dir, "kubeconfig"),
    `current-context: c
clusters: [{name: c, cluster: {server: "${url}"}}]
users: [{name: u, user: {}}]
contexts: [{name: c, context: {cluster: c, user: u, namespace: pay}}]
`,
  );
}

/** A pod that was scheduled long ago, in this phase. */
function put(name: string, phase: "Running" | "Failed" = "Running", namespace = "pay"): void {
  server.pods.put({
    metadata: { namespace, name, uid: `uid-${name}` },
    spec: { nodeName: "n1", containers: [{ name: "c" }] },
    status: { phase, ...(phase === "Failed" ? { reason: "Evicted", message: "low on memory" } : {}) },
  });
}

interface Waiting {
  readonly said: string[];
  readonly code: Promise<number>;
  printed(): string;
  /** Resolves when a line on stderr has these words. */
  until(words: string): Promise<void>;
}

function wait(...argv: readonly string[]): Waiting {
  const flags = argumentsFrom(["wait", "--kubeconfig", join(dir, "kubeconfig"), ...argv]);
  if (flags.command !== "wait") throw new Error("not a wait");
  let printed = "";
  const stdout = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      printed += String(chunk);
      done();
    },
  });
  const out = new Output(stdout);
  const said: string[] = [];
  const listeners = new Set<() => void>();
  const around = {
    version: "test",
    out,
    stdin: nobody(),
    log: undefined,
    clock,
    say: (line: string) => {
      said.push(line);
      for (const look of listeners) look();
    },
  };
  const code = runWait(flags, around, ending.signal).then(async (ended) => {
    await out.flush();
    return ended;
  });
  // A test that is over before the wait is does not look at how it ends.
  code.catch(() => undefined);
  const until = (words: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!said.some((line) => line.includes(words))) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  return { said, code, printed: () => printed, until };
}

async function* nobody(): AsyncGenerator<Uint8Array> {}

describe("--for none", () => {
  const broken = ["ns=pay", "health=broken", "-A", "--for", "none", "--timeout", "20s"];

  test("is met at once when no pod matches", async () => {
    put("a");
    const run = wait(...broken);

    expect(await run.code).toBe(0);
    expect(run.printed()).toBe('met after 0s: none of 1 pod matches "ns=pay health=broken"\n');
  });

  test("is met when the last one is well again; meanwhile stderr says what is in the way, once", async () => {
    put("a", "Failed");
    put("b", "Failed");
    put("other", "Failed", "shop");
    const run = wait(...broken);
    await run.until("2 pods match, first pay/a: evicted");
    server.pods.delete("pay", "a");
    await clock.advance(1_000);
    await run.until("1 pod matches, first pay/b: evicted");
    put("b");

    expect(await run.code).toBe(0);
    expect(run.said).toHaveLength(2);
  });

  test("ends with 1 when time is over, and prints what still matches", async () => {
    put("a", "Failed");
    put("b");
    const run = wait(...broken);
    await run.until("1 pod matches");
    await clock.advance(20_000);

    expect(await run.code).toBe(1);
    expect(run.printed()).toMatch(
      /^not met within 20s \(--for none\): 1 of 2 pods matches "ns=pay health=broken"\n {2}pay\/a {2}broken {2}evicted: low on memory.*\n$/,
    );
  });

  test("lists no more than twenty", async () => {
    for (let index = 0; index < 23; index++) put(`a-${index}`, "Failed");
    const run = wait(...broken);
    await run.until("23 pods match");
    await clock.advance(20_000);
    await run.code;

    expect(run.printed()).toMatch(/\n {2}and 3 more\n$/);
    expect(run.printed().trimEnd().split("\n")).toHaveLength(22);
  });

  test("says nothing while it waits with -q", async () => {
    put("a", "Failed");
    const run = wait(...broken, "-q");
    await server.until(() => server.watches.length === 1 && server.requests.some(isWatch));
    await clock.advance(20_000);

    expect(await run.code).toBe(1);
    expect(run.said).toEqual([]);
  });

  test("prints one object with -o json", async () => {
    put("a", "Failed");
    const run = wait(...broken, "-o", "json");
    await run.until("1 pod matches");
    await clock.advance(20_000);
    await run.code;

    expect(JSON.parse(run.printed())).toMatchObject({
      met: false,
      filter: "ns=pay health=broken",
      for: "none",
      matching: 1,
      pods: 1,
      waitedSeconds: 20,
      matchingPods: [{ namespace: "pay", name: "a", health: "broken", status: "Evicted" }],
      more: 0,
    });
  });
});

describe("other goals", () => {
  test("--for all tells what does not match, and needs a pod", async () => {
    const run = wait("status=Running", "--for", "all");
    await run.until("there are no pods");
    put("a");
    put("b", "Failed");
    await clock.advance(1_000);
    await run.until("1 of 2 pods matches, first that does not pay/b");
    put("b");

    expect(await run.code).toBe(0);
    expect(run.printed()).toContain('all 2 pods match "status=Running"');
  });

  test("--for 2 is enough with two or more", async () => {
    put("a");
    const run = wait("status=Running", "--for", "2");
    await run.until("1 pod matches");
    put("b");

    expect(await run.code).toBe(0);
  });
});

describe("--stable", () => {
  test("does not let a flicker pass, and asks the server once more at its end", async () => {
    put("a");
    const run = wait("health=broken", "--for", "none", "--stable", "10s", "--timeout", "60s");
    await run.until("no pod matches");
    await clock.advance(9_000);
    put("a", "Failed");
    await run.until("1 pod matches");
    put("a");
    await timeUntil(() => run.said.length === 3);
    await clock.advance(8_000);
    expect(await pending(run)).toBe(true);
    server.requests.length = 0;
    await clock.advance(2_000);

    expect(await run.code).toBe(0);
    expect(server.requests.filter(isList)).toHaveLength(1);
    expect(run.printed()).toMatch(/^met after \d+s: none of 1 pod matches "health=broken", held for 10s\n$/);
  });

  test("begins anew when that last list says otherwise", async () => {
    put("a");
    const run = wait("health=broken", "--for", "none", "--stable", "10s", "--timeout", "25s");
    await run.until("no pod matches");
    const failed = {
      metadata: { namespace: "pay", name: "x", uid: "x", resourceVersion: "1" },
      status: { phase: "Failed" },
    };
    const body = { kind: "PodList", apiVersion: "v1", metadata: { resourceVersion: "2000" }, items: [failed] };
    server.fail({ on: isList, times: 3, status: 200, body, headers: { "content-type": "application/json" } });
    await clock.advance(25_000);

    expect(await run.code).toBe(1);
  });
});

describe("what is not known to be true opens nothing", () => {
  test("before the list is complete", async () => {
    put("a");
    server.settings.streamingLists = "off";
    let answer = () => {};
    const wanted = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.fail({ on: isList, times: 9, wait: wanted });
    const run = wait("health=broken", "--for", "none");
    await server.until(() => server.requests.some(isList));
    expect(await pending(run)).toBe(true);
    answer();

    expect(await run.code).toBe(0);
  });

  test("while the watch is broken: what was true before is not enough, and the end is 3", async () => {
    put("a", "Failed");
    const run = wait("health=broken", "--for", "none", "--timeout", "10m");
    await run.until("1 pod matches");
    server.fail({ times: 1_000, status: 503 });
    server.dropConnections();
    await timeUntil(() => run.said.some((line) => line.includes("lost the watch")));
    put("a");
    await clock.advance(600_000);

    expect(await run.code).toBe(3);
    expect(run.printed()).toMatch(/^not known within 10m \(--for none\): /);
  });

  test("the watch comes back, and what happened meanwhile counts", async () => {
    put("a", "Failed");
    const run = wait("health=broken", "--for", "none", "--timeout", "10m");
    await run.until("1 pod matches");
    const recover = server.fail({ times: 1_000, status: 503 });
    server.dropConnections();
    await timeUntil(() => run.said.some((line) => line.includes("lost the watch")));
    put("a");
    recover();
    await timeUntil(() => run.said.includes("podscope: following again"));

    expect(await run.code).toBe(0);
  });
});

describe("pods that cannot be asked end with 3", () => {
  test("at once when they may not be listed, in the server's words", async () => {
    server.settings.identities = {};
    const run = wait("x", "--for", "none");

    expect(await run.code).toBe(3);
    expect(run.said.join("\n")).toMatch(/^podscope: pods is forbidden: User "system:anonymous" cannot list/);
  });

  test("as an object with -o json", async () => {
    server.settings.identities = {};
    const run = wait("x", "--for", "none", "-o", "json");

    expect(await run.code).toBe(3);
    expect(JSON.parse(run.printed())).toMatchObject({ met: false, problem: expect.stringContaining("forbidden") });
  });

  test("after the timeout when nobody answers, which is said before", async () => {
    const { port } = server;
    await server.close();
    const run = wait("x", "--for", "none", "--timeout", "20s");
    await run.until("Trying again.");
    await clock.advance(20_000);
    server = await startFakeApiServer();

    expect(await run.code).toBe(3);
    expect(run.printed()).toContain(`127.0.0.1:${port}`);
  });

  test("when there is no such namespace, which without pods looks like the best of all", async () => {
    const run = wait("ns=pya health=broken", "--for", "none");

    expect(await run.code).toBe(3);
    expect(run.said).toEqual(['podscope: There is no namespace "pya".']);
  });

  test("for a file that cannot be read", async () => {
    const run = wait("x", "--for", "none", "-f", join(dir, "nothing.json"));

    expect(await run.code).toBe(3);
  });
});

test("Ctrl-C ends it with the signal's code", async () => {
  put("a", "Failed");
  const run = wait("health=broken", "--for", "none");
  await run.until("1 pod matches");
  ending.abort(new Interruption(130));

  await expect(run.code).rejects.toEqual(new Interruption(130));
  await server.until(() => server.connections === 0);
  expect(clock.sleeping).toBe(0);
});

describe("a file decides at once", () => {
  const pods = {
    kind: "List",
    apiVersion: "v1",
    items: [
      { kind: "Pod", metadata: { namespace: "pay", name: "a" }, status: { phase: "Failed", reason: "Evicted" } },
      { kind: "Pod", metadata: { namespace: "shop", name: "b" }, status: { phase: "Running" } },
    ],
  };

  test.each([
    { argv: ["status=Evicted", "--for", "none"], code: 1 },
    { argv: ["status=Evicted", "--for", "any", "--stable", "20s"], code: 0 },
    { argv: ["status=Evicted", "--for", "all", "-n", "pay"], code: 0 },
    { argv: ["status=Evicted", "--for", "all"], code: 1 },
    { argv: ["status=Running", "--for", "2"], code: 1 },
  ])("$argv is $code", async ({ argv, code }) => {
    await writeFile(join(dir, "pods.json"), JSON.stringify(pods));

    expect(await wait(...argv, "-f", join(dir, "pods.json")).code).toBe(code);
  });
});

/** Lets time pass, slowly enough for answers to arrive in it, until something is so. */
async function timeUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await clock.advance(10);
}

/** Whether it still waits, once all that can happen without time has. */
async function pending({ code }: Waiting): Promise<boolean> {
  await clock.advance(0);
  return Promise.race([code.then(() => false), clock.advance(0).then(() => true)]);
}
