import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { argumentsFrom } from "../../../src/cli/arguments.ts";
import { runGet } from "../../../src/cli/get.ts";
import { Output } from "../../../src/cli/output.ts";
import { RecordingFile } from "../../../src/recording/recordingFile.ts";
import { Timeline } from "../../../src/recording/timeline.ts";
import { type FakeApiServer, type Fault, isWatch, startFakeApiServer } from "../../support/fakeApiServer.ts";

let server: FakeApiServer;
let dir: string;
let ending: AbortController;

beforeEach(async () => {
  server = await startFakeApiServer();
  dir = await mkdtemp(join(tmpdir(), "podscope-get-"));
  await writeFile(
    join(dir, "kubeconfig"),
    `current-context: c
clusters: [{name: c, cluster: {server: "${server.url}"}}]
users: [{name: u, user: {}}]
contexts: [{name: c, context: {cluster: c, user: u, namespace: shop}}]
`,
  );
  ending = new AbortController();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  ending.abort(new Error("the test is over"));
  await server.close();
  await rm(dir, { recursive: true });
});

/** What was printed so far, and a way to wait for more. */
class Printed {
  text = "";
  readonly #waiting = new Set<() => void>();

  add(chunk: string): void {
    this.text += chunk;
    for (const check of this.#waiting) check();
  }

  until(wanted: string | RegExp): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (typeof wanted === "string" ? !this.text.includes(wanted) : !wanted.test(this.text)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

interface Run {
  readonly out: Printed;
  readonly err: Printed;
  readonly code: Promise<number>;
}

function get(...argv: readonly string[]): Run {
  const flags = argumentsFrom(["get", "--kubeconfig", join(dir, "kubeconfig"), ...argv]);
  if (flags.command !== "get") throw new Error("not a get");
  const out = new Printed();
  const err = new Printed();
  const stdout = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      out.add(String(chunk));
      done();
    },
  });
  const output = new Output(stdout);
  const around = {
    version: "test",
    out: output,
    stdin: nobody(),
    say: (line: string) => err.add(`${line}\n`),
    log: undefined,
  };
  const code = runGet(flags, around, ending.signal).then(async (ended) => {
    await output.flush();
    return ended;
  });
  // A test that is over before the run is does not look at how it ends.
  code.catch(() => undefined);
  return { out, err, code };
}

async function* nobody(): AsyncGenerator<Uint8Array> {}

async function ended(run: Run): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const code = await run.code;
  return { code, out: run.out.text, err: run.err.text };
}

const put = (
  name: string,
  fields: { readonly phase?: string; readonly cpu?: string; readonly namespace?: string } = {},
) =>
  server.pods.put({
    metadata: { namespace: fields.namespace ?? "shop", name, labels: { app: name } },
    spec: {
      containers: [
        { name: "c", ...(fields.cpu === undefined ? {} : { resources: { requests: { cpu: fields.cpu } } }) },
      ],
    },
    status: { phase: fields.phase ?? "Running" },
  });

describe("--sort-by", () => {
  const cpu = ".spec.containers[0].resources.requests.cpu";

  test("puts rows in the order of quantities, those without first; equal ones keep the server's order", async () => {
    for (const [name, amount] of Object.entries({ a: "1", b: "250m", c: "0.25", d: "9", e: "10" }))
      put(name, { cpu: amount });
    put("f");
    const { out, code } = await ended(get("--sort-by", cpu, "-o", "name"));
    expect(out.replaceAll("pod/", "").split("\n")).toEqual(["f", "b", "c", "a", "d", "e", ""]);
    expect(code).toBe(0);
  });

  test.each([
    { path: ".spec.nope", line: `error: couldn't find any field with path "{.spec.nope}" in the list of objects\n` },
    { path: ".spec.containers[", line: /^error: --sort-by ".spec.containers\[" is no JSONPath: .*\n$/ },
    { path: ".metadata.labels", line: /^error: --sort-by {.metadata.labels}: there is no order in it.*\n$/ },
  ])("$path is one clear line", async ({ path, line }) => {
    put("a");
    const { out, err, code } = await ended(get("--sort-by", path));
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toMatch(line);
  });

  test("of nothing is nothing found", async () => {
    expect(await ended(get("--sort-by", ".spec.nope"))).toEqual({
      code: 0,
      out: "",
      err: "No resources found in shop namespace.\n",
    });
  });
});

test("without a kubeconfig it says where it looked, and tells of a demo cluster", async () => {
  const none = join(dir, "none");
  vi.stubEnv("KUBECONFIG", none);

  expect(await ended(get("--kubeconfig="))).toEqual({
    code: 1,
    out: "",
    err: [
      `error: no kubeconfig found: looked for ${none} (from KUBECONFIG), and for the service account of a pod`,
      "Give --kubeconfig FILE or set KUBECONFIG; or read a saved list with -f FILE.",
      "No cluster at hand? podscope demo opens a demo cluster.",
      "",
    ].join("\n"),
  });
});

test("--request-timeout ends a request that hangs, in kubectl's words", async () => {
  server.fail({ wait: new Promise(() => undefined) });
  expect(await ended(get("--request-timeout", "20ms"))).toEqual({
    code: 1,
    out: "",
    err: "Unable to connect to the server: context deadline exceeded\n",
  });
});

test.each([[[]], [["-w"]]])(
  "a selector that no server can read is refused before one is asked, with %j",
  async (argv) => {
    const { err, code } = await ended(get("-l", "a==b==c", ...argv));
    expect(code).toBe(1);
    expect(err).toBe(
      `Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a==b==c", field selector "": found '==', expected: ',' or 'end of string'\n`,
    );
    expect(server.requests).toEqual([]);
  },
);

test("ages go by the server's clock", async () => {
  server.pods.put({ metadata: { namespace: "shop", name: "a", creationTimestamp: "2030-01-01T00:00:00Z" } });
  server.settings.date = new Date("2030-01-01T00:05:00Z").toUTCString();
  expect((await ended(get())).out).toMatch(/a +0\/0 +0 +5m/);
});

test("whole objects that come in pages are one list", async () => {
  for (let index = 0; index < 501; index++) put(`web-${index}`);
  const { out } = await ended(get("-o", "json"));
  const list = JSON.parse(out) as { readonly kind: string; readonly items: readonly unknown[] };
  expect(list.kind).toBe("List");
  expect(list.items).toHaveLength(501);
  expect(server.requests).toHaveLength(2);
});

describe("-w", () => {
  test("prints the table, then changes, and never narrower columns", async () => {
    put("web-1");
    const { out } = get("-w", "--output-watch-events");
    await out.until("web-1");
    put("a-much-longer-name", { phase: "Pending" });
    await out.until("a-much-longer-name");
    put("web-1", { phase: "Failed" });
    await out.until("Failed");
    server.pods.delete("shop", "web-1");
    await out.until("DELETED");
    expect(out.text.split("\n").map((line) => line.replace(/ +\S*$/, ""))).toEqual([
      "EVENT      NAME    READY   STATUS    RESTARTS",
      "ADDED      web-1   0/1     Running   0",
      "ADDED      a-much-longer-name   0/1     Pending   0",
      "MODIFIED   web-1                0/1     Failed    0",
      "DELETED    web-1                0/1     Failed    0",
      "",
    ]);
  });

  test("of nothing says nothing, and prints the header with the first row", async () => {
    const { out, err } = get("-w");
    await server.until(() => server.watches.length === 1);
    put("web-1");
    await out.until("web-1");
    expect(out.text).toMatch(/^NAME .*\nweb-1 .*\n$/);
    expect(err.text).toBe("");
  });

  test("--watch-only prints changes alone", async () => {
    put("web-1");
    const { out } = get("--watch-only", "-o", "name");
    await server.until(() => server.watches.length === 1);
    put("web-2");
    await out.until("web-2");
    expect(out.text).toBe("pod/web-2\n");
  });

  test("takes the watch up again when the server ends it, without a word and without a row twice", async () => {
    put("web-1");
    const { out, err } = get("-w", "-o", "name");
    await out.until("web-1");
    server.watches[0]?.end();
    await server.until(() => server.watches.length === 1 && server.requests.filter(isWatch).length === 2);
    put("web-2");
    await out.until("web-2");
    expect(out.text).toBe("pod/web-1\npod/web-2\n");
    expect(err.text).toBe("");
  });

  test("says when the server is gone for longer, and when it follows again", async () => {
    put("web-1");
    const { out, err } = get("-w", "-o", "name");
    await out.until("web-1");
    const heal = server.fail({ reset: true, times: 1_000 });
    server.dropConnections();
    await err.until(/podscope: lost the watch.*trying again\n/);
    put("web-2");
    heal();
    await err.until("podscope: following again\n");
    await out.until("web-2");
    expect(out.text).toBe("pod/web-1\npod/web-2\n");
  });

  test("of one pod that is not there is an error", async () => {
    server.namespaces.put({ metadata: { name: "shop" } });
    expect(await ended(get("-w", "web-1"))).toEqual({
      code: 1,
      out: "",
      err: 'Error from server (NotFound): pods "web-1" not found\n',
    });
  });

  test.each<{ readonly what: string; readonly fault: Fault; readonly err: RegExp }>([
    {
      what: "a refused list",
      fault: { status: 403, body: status(403, "Forbidden", "pods is forbidden") },
      err: /^Error from server \(Forbidden\): pods is forbidden\n$/,
    },
    {
      what: "an unknown login",
      fault: { status: 401, body: status(401, "Unauthorized", "Unauthorized") },
      err: /^error: You must be logged in to the server/,
    },
    {
      what: "a server that cuts the connection",
      fault: { reset: true },
      err: /^Unable to connect to the server: .* cut the connection/,
    },
  ])("ends with $what at the start", async ({ fault, err }) => {
    server.fail({ ...fault, times: 1_000 });
    const run = await ended(get("-w"));
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toMatch(err);
  });

  test("ends when a login expires that only a person can renew", async () => {
    put("web-1");
    const run = get("-w", "-o", "name");
    await run.out.until("web-1");
    server.fail({ status: 401, body: status(401, "Unauthorized", "Unauthorized"), times: 1_000 });
    server.watches[0]?.end();
    expect(await ended(run)).toMatchObject({ code: 1, err: expect.stringMatching(/You must be logged in/) });
  });

  test("ends with the reason of the signal", async () => {
    const run = get("-w");
    await server.until(() => server.watches.length === 1);
    const reason = new Error("interrupted");
    ending.abort(reason);
    await expect(run.code).rejects.toBe(reason);
  });
});

describe("--record", () => {
  const interrupted = new Error("interrupted");
  const path = () => join(dir, "incident.podscope.gz");

  /** What the recording says of the pods from its start to its end. */
  async function statusesIn(file: RecordingFile): Promise<readonly string[]> {
    const timeline = await Timeline.of(file);
    const statuses: string[] = [];
    for (let at: number | undefined = timeline.startsAt; at !== undefined; at = await timeline.next(at)) {
      const { rows } = await timeline.seek(at);
      statuses.push([...rows.values()].map(({ name, status }) => `${name} ${status}`).join());
    }
    return [...new Set(statuses)];
  }

  test("keeps what is seen for a replay until it is interrupted, over watches that end", async () => {
    put("web-1");
    const { out, err, code } = get("-w", "--record", path());
    await out.until("web-1");
    put("web-1", { phase: "Failed" });
    await out.until("Failed");
    server.watches[0]?.end();
    await server.until(() => server.watches.length === 1 && server.requests.filter(isWatch).length === 2);
    put("web-2");
    server.pods.delete("shop", "web-1");
    put("web-3");
    await out.until("web-3");
    ending.abort(interrupted);
    await expect(code).rejects.toBe(interrupted);
    expect(err.text).toMatch(
      /^podscope: recording to \S+; Ctrl-C ends it\npodscope: recorded 5 changes at \d moments, [\d,]+ bytes, in \S+\n$/,
    );
    const file = await RecordingFile.open(path());
    expect(file.tornBytes).toBe(0);
    const statuses = await statusesIn(file);
    expect(statuses.at(0)).toBe("");
    expect(statuses).toContain("web-1 Running");
    expect(statuses).toContain("web-1 Failed");
    expect(statuses.at(-1)).toBe("web-2 Running,web-3 Running");
    const { place, watch } = await (await Timeline.of(file)).seek(Number.MAX_VALUE);
    expect(place).toMatchObject({ context: "c", cluster: "c", user: "u", namespace: "shop", server: server.url });
    expect(watch).toMatchObject({ phase: "live" });
    await file.close();
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  test("prints the table once without -w, and ends by itself after --for", async () => {
    put("web-1");
    const run = await ended(get("--record", path(), "--for", "300ms"));
    expect(run).toMatchObject({ code: 0, out: expect.stringMatching(/^NAME .*\nweb-1 .*\n$/) });
    expect(run.err).toMatch(
      /^podscope: recording to \S+ for 0s; Ctrl-C ends it\npodscope: recorded 1 change at 1 moment, /,
    );
  });

  test("never writes over a file", async () => {
    await writeFile(path(), "precious");
    expect(await ended(get("--record", path()))).toEqual({
      code: 1,
      out: "",
      err: `error: ${path()} is there already: give another name, or remove it first\n`,
    });
    expect(await readFile(path(), "utf8")).toBe("precious");
  });

  test("leaves no file behind when the pods cannot be listed", async () => {
    server.fail({ status: 403, body: status(403, "Forbidden", "pods is forbidden"), times: 1_000 });
    const run = await ended(get("--record", path()));
    expect(run).toMatchObject({ code: 1, err: expect.stringMatching(/pods is forbidden\n$/) });
    await expect(stat(path())).rejects.toThrow("ENOENT");
  });

  test("says where a recording cannot be", async () => {
    const run = await ended(get("--record", join(dir, "none", "a.gz")));
    expect(run).toMatchObject({ code: 1, err: expect.stringMatching(/^error: cannot record to .*ENOENT/) });
  });
});

function status(code: number, reason: string, message: string): Readonly<Record<string, unknown>> {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message };
}
