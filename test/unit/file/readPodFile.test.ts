import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileError } from "../../../src/file/fileError.ts";
import { type PodFile, type PodFileOptions, readPodFile } from "../../../src/file/readPodFile.ts";
import type { JsonObject } from "../../../src/resources/jsonFields.ts";

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "podscope-file-"));
});
afterAll(() => rm(dir, { recursive: true }));

async function* nobody(): AsyncGenerator<Uint8Array> {}

const nameOf = ({ metadata }: JsonObject) => String((metadata as { readonly name?: string } | undefined)?.name);

/** Reads `content` from a file `saved`, names alone. */
async function read(content: string | Buffer, options: Partial<PodFileOptions<string>> = {}): Promise<PodFile<string>> {
  const path = join(dir, "saved");
  await writeFile(path, content);
  return readPodFile({ path, stdin: nobody(), read: nameOf, ...options });
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const pod = (name: string, extra: object = {}) => ({ apiVersion: "v1", kind: "Pod", metadata: { name }, ...extra });
const bare = (name: string) => ({ metadata: { name, creationTimestamp: "2026-06-15T10:30:05Z" } });
const podList = { kind: "PodList", apiVersion: "v1", metadata: {}, items: [bare("a"), bare("b")] };
const list = { apiVersion: "v1", items: [pod("a"), pod("b")], kind: "List", metadata: {} };

const yamlList = `apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: a}
- apiVersion: v1
  kind: Pod
  metadata:
    name: b
kind: List
`;

describe("pods are read from", () => {
  test.each<{ readonly what: string; readonly content: string | Buffer; readonly names?: readonly string[] }>([
    { what: "a PodList", content: JSON.stringify(podList) },
    { what: "a PodList in many lines", content: `\n${JSON.stringify(podList, undefined, 4)}\n` },
    { what: "a PodList that says so last", content: JSON.stringify({ items: podList.items, kind: "PodList" }) },
    { what: "a List", content: JSON.stringify(list, undefined, 2) },
    { what: "one pod", content: JSON.stringify(pod("a")), names: ["a"] },
    {
      what: "one pod after the other",
      content: `${JSON.stringify(pod("a"))}\n${JSON.stringify(list)}`,
      names: ["a", "a", "b"],
    },
    { what: "an empty list", content: '{"apiVersion":"v1","items":[],"kind":"List"}', names: [] },
    { what: "gzip", content: gzipSync(JSON.stringify(list)) },
    { what: "text behind a byte order mark", content: `\ufeff${JSON.stringify(list)}` },
    { what: "a YAML List", content: yamlList },
    { what: "packed YAML", content: gzipSync(yamlList) },
    {
      what: "YAML documents",
      content: "---\nkind: Pod\nmetadata: {name: a}\n---\n# no more\n---\nkind: Pod\nmetadata: {name: b}\n",
    },
    { what: "a YAML PodList", content: "kind: PodList\nitems: [{metadata: {name: a}}, {metadata: {name: b}}]\n" },
  ])("$what", async ({ content, names = ["a", "b"] }) => {
    expect((await read(content)).items).toEqual(names);
  });

  test.each([1, 2, 7, 100])("stdin that comes in pieces of %d bytes", async (size) => {
    const stdin = inPieces(JSON.stringify(list, undefined, 2), size);
    expect((await readPodFile({ path: "-", stdin, read: nameOf })).items).toEqual(["a", "b"]);
  });
});

test("whoever reads chooses which pods count, and rests between pieces", async () => {
  let rests = 0;
  const options = {
    path: "-",
    stdin: inPieces(JSON.stringify(list), 50),
    wanted: (one: JsonObject) => nameOf(one) === "b",
    read: nameOf,
    rest: async () => {
      rests++;
    },
  };
  expect((await readPodFile(options)).items).toEqual(["b"]);
  expect(rests).toBeGreaterThan(1);
});

test("the newest time counts pods that are not chosen, too", async () => {
  const { newestAt } = await read(JSON.stringify(podList), { wanted: () => false });
  expect(newestAt).toBe(Date.parse("2026-06-15T10:30:05Z"));
});

test.each([
  [
    "JSON",
    JSON.stringify({ ...list, items: [...list.items, { kind: "Service" }, { kind: "Node" }, { kind: "Service" }] }),
  ],
  ["YAML", `${yamlList}---\nkind: Service\n---\nkind: Node\n---\nkind: Service\n`],
])("what is no pod in %s is passed over and counted", async (_format, content) => {
  const { items, skipped } = await read(content);
  expect(items).toEqual(["a", "b"]);
  expect([...skipped]).toEqual([
    ["Service", 2],
    ["Node", 1],
  ]);
});

test.each([
  ["JSON", '{"kind":"Pod","metadata":{"name":"a"},"spec":{"terminationGracePeriodSeconds":9223372036854775807}}'],
  ["YAML", "kind: Pod\nmetadata: {name: a}\nspec: {terminationGracePeriodSeconds: 9223372036854775807}\n"],
])("large numbers in %s keep their digits", async (_format, content) => {
  const path = join(dir, "large");
  await writeFile(path, content);
  const { items } = await readPodFile({ path, stdin: nobody(), read: ({ spec }) => spec });
  expect(items).toEqual([{ terminationGracePeriodSeconds: 9223372036854775807n }]);
});

describe("a file that cannot be read says in one line where and what", () => {
  test.each<readonly [what: string, content: string | Buffer, message: RegExp]>([
    ["nothing", "", /saved is empty: save pods with kubectl get pods -A -o json/],
    ["a mark and nothing", "\ufeff", /saved is empty/],
    ["a trailing comma", '{\n  "kind": "Pod",\n}', /saved:3:1: expected a name in quotes/],
    ["a missing comma", '{"kind":"List","items":[\n {"kind":"Pod"\n  "metadata":{}}]}', /saved:3:3: expected , or }/],
    ["a bad item later", '{"items":[{"kind":"Pod"},\n  {"a": tru}]}', /saved:2:9: expected a value/],
    ["a wrong bracket", '{"items":[{"kind":"Pod"}}', /saved:1:25: expected , or \]/],
    ["an end in the middle", '{"items":[{"kind":"Pod"},\n{"kind"', /saved:2:8: it ends in the middle of an object/],
    ["more behind it", '{"kind":"Pod","metadata":{"name":"a"}} x', /saved:1:40: expected {/],
    [
      "another kind of list",
      '{"items":[{"metadata":{"name":"a"}}],"kind":"ServiceList"}',
      /saved holds a ServiceList, not pods/,
    ],
    [
      "an item without fields",
      '{"kind":"List","items":[1]}',
      /saved: item 1 is no Kubernetes object: it has no fields/,
    ],
    ["an item without a kind", '{"kind":"List","items":[{}]}', /saved: item 1 is no Kubernetes object: it has no kind/],
    ["no kind", "{}", /saved: its object is no Kubernetes object: it has no kind/],
    ["a JSON list", "[]", /saved: document 1 is no Kubernetes object: it has no fields/],
    ["text", "hello\n", /saved: document 1 is no Kubernetes object/],
    ["comments", "# nothing\n", /saved has no Kubernetes object in it/],
    ["bad YAML", "kind: Pod\nmetadata:\n  name: [a\n", /saved:4:1: .*; correct it or save it again/],
    ["damaged gzip", gzipSync(JSON.stringify(list)).fill(0, 20, 40), /cannot read .*saved: its gzip data is damaged/],
    [
      "cut gzip",
      gzipSync(JSON.stringify(list)).subarray(0, 40),
      /cannot read .*saved: its gzip data ends in the middle/,
    ],
  ])("%s", async (_what, content, message) => {
    const error = await read(content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message).toMatch(message);
    expect((error as FileError).message).not.toMatch(/\n/);
  });

  test("an item that is no pod that can be read", async () => {
    const refuse = () => {
      throw new TypeError("status.phase is 1, expected text\u001b[31m");
    };
    await expect(read(JSON.stringify(list), { read: refuse })).rejects.toThrow(
      /saved: item 1 is no pod that can be read: status\.phase is 1, expected text\[31m$/,
    );
  });

  test.each([
    { path: () => join(dir, "nope"), message: /cannot read .*nope: there is no such file/ },
    { path: () => dir, message: /cannot read .*: it is a folder: name a file in it/ },
  ])("$message", async ({ path, message }) => {
    await expect(readPodFile({ path: path(), stdin: nobody(), read: nameOf })).rejects.toThrow(message);
  });
});
