import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { argumentsFrom } from "../../../src/cli/arguments.ts";
import { runGet } from "../../../src/cli/get.ts";
import { Output } from "../../../src/cli/output.ts";

let dir: string;

const pod = (namespace: string, name: string, createdAt: string, node = "") => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace, name, creationTimestamp: createdAt, labels: { app: name }, managedFields: [{ manager: "m" }] },
  spec: { containers: [{ name: "c" }], ...(node === "" ? {} : { nodeName: node }) },
  status: { phase: "Pending" },
});

const saved = {
  apiVersion: "v1",
  kind: "List",
  items: [
    pod("shop", "web", "2026-06-15T10:00:00Z", "n1"),
    pod("shop", "db", "2026-06-15T10:05:00Z"),
    { apiVersion: "v1", kind: "Service", metadata: { name: "web" } },
    pod("lab", "web", "2026-06-15T10:01:00Z"),
  ],
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "podscope-get-file-"));
  await writeFile(join(dir, "saved.json"), JSON.stringify(saved));
  await writeFile(join(dir, "broken.json"), '{"kind":"List","items":[\n{"kind":"Pod",}]}');
});
afterAll(() => rm(dir, { recursive: true }));

async function get(file: string, ...argv: readonly string[]) {
  const flags = argumentsFrom(["get", "-f", join(dir, file), ...argv]);
  if (flags.command !== "get") throw new Error("not a get");
  const stdout = new PassThrough();
  const out = new Output(stdout);
  const said: string[] = [];
  const say = (line: string) => said.push(line.replaceAll(dir, "DIR"));
  const around = { version: "test", out, stdin: new PassThrough(), say, log: undefined };
  const code = await runGet(flags, around, new AbortController().signal);
  await out.flush();
  stdout.end();
  return { code, out: await text(stdout), said };
}

const skipped = "podscope: passed over what is no Pod: 1 Service";

describe("get -f prints", () => {
  test("the table with the namespace of each row, by the clock of the newest time", async () => {
    expect(await get("saved.json")).toEqual({
      code: 0,
      out: `NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE
shop        web    0/1     Pending   0          5m
shop        db     0/1     Pending   0          0s
lab         web    0/1     Pending   0          4m
`,
      said: [skipped],
    });
  });

  test.each([
    { argv: ["-n", "lab"], rows: ["NAME web"] },
    { argv: ["-A", "-l", "app=db"], rows: ["NAMESPACE NAME", "shop db"] },
    { argv: ["-l", "app=db"], rows: ["NAME", "db"] },
    { argv: ["--field-selector", "spec.nodeName="], rows: ["NAMESPACE NAME", "shop db", "lab web"] },
    { argv: ["web"], rows: ["NAMESPACE NAME", "shop web", "lab web"] },
    { argv: ["-A", "db", "-l", "app"], rows: ["NAMESPACE NAME", "shop db"] },
    { argv: ["--sort-by", ".metadata.creationTimestamp"], rows: ["NAMESPACE NAME", "shop web", "lab web", "shop db"] },
  ])("with $argv the rows $rows", async ({ argv, rows }) => {
    const { code, out } = await get("saved.json", ...argv);
    const printed = out
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/ +(READY|\d\/\d).*/, "").replace(/ +/g, " "));
    expect(printed).toEqual(rows.length === 1 ? rows[0]?.split(" ") : rows);
    expect(code).toBe(0);
  });

  test("ages by the clock that --now sets", async () => {
    const { out } = await get("saved.json", "-n", "lab", "--now", "2026-06-15T13:01:00Z", "--no-headers");
    expect(out).toMatch(/ 3h\n$/);
  });

  test("names, and says which are missing", async () => {
    expect(await get("saved.json", "web", "nosuch", "-o", "name")).toEqual({
      code: 1,
      out: "pod/web\npod/web\n",
      said: [skipped, 'podscope: pods "nosuch" not found in DIR/saved.json'],
    });
  });

  test("the objects without the managers of their fields, in a List", async () => {
    const { out } = await get("saved.json", "-o", "json");
    const list = JSON.parse(out) as { readonly kind: string; readonly items: readonly object[] };
    expect(list.kind).toBe("List");
    expect(list.items).toHaveLength(3);
    expect(out).not.toContain("managedFields");
  });

  test("one object alone for one name", async () => {
    expect((await get("saved.json", "db", "-o", "yaml")).out).toMatch(/^apiVersion: v1\nkind: Pod\n/);
  });

  test.each([
    { argv: ["-n", "nowhere"], said: "No resources found in nowhere namespace." },
    { argv: ["-l", "app=none"], said: "No resources found" },
  ])("nothing, and says so, with $argv", async ({ argv, said }) => {
    expect(await get("saved.json", ...argv)).toEqual({ code: 0, out: "", said: [skipped, said] });
  });

  test("an empty List of whole objects when there is none", async () => {
    expect((await get("saved.json", "-n", "nowhere", "-o", "yaml")).out).toBe(
      'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""\n',
    );
  });
});

test.each([
  { file: "broken.json", line: "error: DIR/broken.json:2:15: expected a name in quotes; correct it or save it again" },
  { file: "nosuch.json", line: "error: cannot read DIR/nosuch.json: there is no such file" },
])("a file that cannot be read is one line: $line", async ({ file, line }) => {
  expect(await get(file)).toEqual({ code: 1, out: "", said: [line] });
});
