import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadKubeconfig } from "../../../../src/kube/config/loadKubeconfig.ts";
import { thisMachine } from "../../../../src/kube/config/machine.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { memoryMachine } from "../../../support/memoryMachine.ts";

const contextsNamed = (...names: string[]) =>
  `contexts: [${names.map((name) => `{name: ${name}, context: {cluster: of-${name}}}`).join(", ")}]\n`;

function namesIn(files: Record<string, string>, env: Record<string, string>, explicit?: string) {
  return [...loadKubeconfig(explicit, memoryMachine(files, env)).contexts.keys()];
}

function errorOf(text: string): string {
  try {
    loadKubeconfig("f", memoryMachine({ f: text }));
  } catch (error) {
    expect(error).toBeInstanceOf(KubeError);
    expect(error).toMatchObject({ failure: "config" });
    return String(error);
  }
  return "no error";
}

describe("which files", () => {
  test("~/.kube/config is read when nothing else is named", () => {
    expect(namesIn({ ".kube/config": contextsNamed("a") }, {})).toEqual(["a"]);
  });

  test("a machine without any kubeconfig has an empty one that knows where it looked", () => {
    expect(loadKubeconfig(undefined, memoryMachine({}))).toMatchObject({
      currentContext: "",
      files: [],
      missing: ["/home/ada/.kube/config"],
      warnings: [],
    });
  });

  test("a named file that is missing is an error", () => {
    const load = () => loadKubeconfig("nope", memoryMachine({}));
    expect(load).toThrow("stat nope: no such file or directory");
  });

  test("a directory is an error that says so", () => {
    const load = () => loadKubeconfig(".", memoryMachine({ ".kube/config": "" }));
    expect(load).toThrow('error loading config file ".": read .: is a directory');
  });

  test("a file that may not be read is an error that says so", () => {
    const load = () => loadKubeconfig(undefined, memoryMachine({ f: undefined }, { KUBECONFIG: "f" }));
    expect(load).toThrow('error loading config file "f": open f: permission denied');
  });

  test("missing files of a list are passed over with a warning", () => {
    const machine = memoryMachine({ good: contextsNamed("a") }, { KUBECONFIG: "nope:good:nada" });
    expect(loadKubeconfig(undefined, machine)).toMatchObject({
      files: ["good"],
      missing: ["nope", "nada"],
      warnings: ["kubeconfig not found: nope", "kubeconfig not found: nada"],
    });
  });

  test("a bad file in a list fails the whole and is named", () => {
    const load = () => loadKubeconfig(undefined, memoryMachine({ good: "", bad: "a: [" }, { KUBECONFIG: "good:bad" }));
    expect(load).toThrow('error loading config file "bad": yaml: line 1: ');
  });

  test("empty elements of the list are ignored", () => {
    expect(namesIn({ a: contextsNamed("a") }, { KUBECONFIG: ":a::" })).toEqual(["a"]);
    expect(loadKubeconfig(undefined, memoryMachine({ ".kube/config": "x: [" }, { KUBECONFIG: ":" })).files).toEqual([]);
  });

  test("a file that is listed twice is read once", () => {
    const machine = memoryMachine({ a: contextsNamed("a") }, { KUBECONFIG: "a:a" });
    expect(loadKubeconfig(undefined, machine).files).toEqual(["a"]);
    expect(machine.reads).toEqual(["/home/ada/a"]);
  });

  test("a named file is read alone, whatever KUBECONFIG says", () => {
    expect(namesIn({ a: contextsNamed("a"), b: contextsNamed("b") }, { KUBECONFIG: "a" }, "b")).toEqual(["b"]);
  });

  test("the machine's own files are read", () => {
    const dir = mkdtempSync(path.join(tmpdir(), "podscope-"));
    try {
      writeFileSync(path.join(dir, "config"), contextsNamed("a"));
      expect([...loadKubeconfig(path.join(dir, "config"), thisMachine()).contexts.keys()]).toEqual(["a"]);
      expect(() => loadKubeconfig(dir, thisMachine())).toThrow("is a directory");
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe("merging", () => {
  const user = (token: string, more = "") => `users: [{name: u, user: {token: ${token}${more}}}]\n`;
  const merged = (a: string, b: string) => loadKubeconfig(undefined, memoryMachine({ a, b }, { KUBECONFIG: "a:b" }));

  test("the first file that has an entry has it whole", () => {
    const { users } = merged(user("first"), user("second", ", as: bob"));
    expect(users.get("u")).toMatchObject({ token: "first", as: "" });
  });

  test("entries of all files are there", () => {
    expect([...merged(contextsNamed("a"), contextsNamed("b")).contexts.keys()]).toEqual(["a", "b"]);
  });

  test("the first current-context that says something wins", () => {
    expect(merged("current-context: a", "current-context: b").currentContext).toBe("a");
    expect(merged('current-context: ""', "current-context: b").currentContext).toBe("b");
  });

  test("relative paths are relative to their own file, bare plugin names are not paths", () => {
    const files = `
      clusters: [{name: c, cluster: {certificate-authority: ca.crt}}]
      users:
      - name: u
        user:
          client-certificate: ../u.crt
          client-key: /abs/u.key
          tokenFile: t
          exec: {command: ./bin/login}
      - {name: v, user: {exec: {command: login}}}`;
    const { clusters, users } = loadKubeconfig("deep/config", memoryMachine({ "deep/config": files }));
    expect(clusters.get("c")?.certificateAuthority.path).toBe("/home/ada/deep/ca.crt");
    expect(users.get("u")).toMatchObject({
      clientCertificate: { path: "/home/ada/u.crt" },
      clientKey: { path: "/abs/u.key" },
      tokenFile: "/home/ada/deep/t",
      exec: { command: "/home/ada/deep/bin/login" },
    });
    expect(users.get("v")?.exec?.command).toBe("login");
  });
});

describe("what is in a file", () => {
  test.each(["", "# only a comment\n", "---\n", "~"])("%j is as no configuration", (text) => {
    expect(loadKubeconfig("f", memoryMachine({ f: text }))).toMatchObject({ currentContext: "", files: ["f"] });
  });

  test("the last of duplicate keys wins", () => {
    const text = "current-context: a\ncurrent-context: b\n";
    expect(loadKubeconfig("f", memoryMachine({ f: text })).currentContext).toBe("b");
  });

  test("JSON works", () => {
    const text = JSON.stringify({ users: [{ name: "u", user: { token: "t" } }], "current-context": "x" });
    expect(loadKubeconfig("f", memoryMachine({ f: text }))).toMatchObject({ currentContext: "x" });
  });

  test("unknown fields, preferences and extensions are ignored", () => {
    const text = `
      apiVersion: v1
      kind: Config
      preferences: {colors: true}
      extensions: [{name: x, extension: {a: 1}}]
      future: 7
      contexts: [{name: a, context: {cluster: c, colour: 3}}]`;
    expect(loadKubeconfig("f", memoryMachine({ f: text })).contexts.size).toBe(1);
  });

  test("only the first document counts", () => {
    expect(loadKubeconfig("f", memoryMachine({ f: "current-context: a\n---\ncontexts: 1\n" })).currentContext).toBe(
      "a",
    );
  });

  test("anchors, aliases and merge keys are followed", () => {
    const text = "x: &u {name: one, user: {token: t}}\nusers: [{<<: *u, name: two}, *u]\n";
    const { users } = loadKubeconfig("f", memoryMachine({ f: text }));
    expect([...users].map(([name, { token }]) => `${name} ${token}`)).toEqual(["two t", "one t"]);
  });

  test("null is as good as absent", () => {
    const text = "clusters: null\nusers: [{name: u, user: null}, {name: v, user: {token: ~, as-groups: [~, g]}}]\n";
    const { users } = loadKubeconfig("f", memoryMachine({ f: text }));
    expect(users.get("v")).toMatchObject({ token: "", asGroups: ["", "g"] });
  });

  test.each(["2001-01-01", "1:30", "12e", "1.2.3", "_1", "0x", "!!str 12", '"12"', "'yes'"])(
    "the plain word %s is text",
    (word) => {
      expect(namesIn({ f: `contexts: [{name: ${word}}]` }, {}, "f")).toEqual([word.replace(/!!str |["']/g, "")]);
    },
  );

  test.each([
    ["y", "a boolean"],
    ["no", "a boolean"],
    ["On", "a boolean"],
    ["TRUE", "a boolean"],
    ["0o17", "a number"],
    ["0x1F", "a number"],
    ["1_000", "a number"],
    ["1e3", "a number"],
    [".5", "a number"],
    ["+1", "a number"],
    [".inf", "a number"],
    ["123", "a number"],
  ])("the plain word %s is %s and never quietly made text", (word, kind) => {
    expect(errorOf(`users:\n- name: u\n  user:\n    token: ${word}\n`)).toBe(
      `KubeError: error loading config file "f": line 4: users.user.token must be text, not ${kind} (put it in quotes)`,
    );
  });

  test.each([
    ["tabs", "a:\n\tb: c\n", "yaml: line 2: found a tab where spaces are needed"],
    ["an open bracket", "a: 1\nb: [1,\n", "yaml: line 3: wrong indentation"],
    ["an open quote", 'a: 1\nb: "x\n', "yaml: line 3: did not find expected character"],
    ["a reserved character", "a: @b", "yaml: line 1: found character that cannot start any token"],
    ["an unknown anchor", "a: 1\nb: *x", "yaml: line 2: unknown anchor"],
    ["an anchor in itself", "a: &x [*x]", "yaml: line 1: an anchor contains itself"],
    ["a scalar", "hello", "line 1: the file must be a map, not text"],
    ["a list", "- a\n- b", "line 1: the file must be a map, not a list"],
    ["a map for a list", "users: {a: b}", "line 1: users must be a list, not a map"],
    ["text for an entry", "users:\n- name: a\n  user: foo", "line 3: users.user must be a map, not text"],
    [
      "text for a boolean",
      'clusters: [{name: c, cluster: {insecure-skip-tls-verify: "true"}}]',
      "line 1: clusters.cluster.insecure-skip-tls-verify must be true or false, not text",
    ],
    ["a name twice", "users:\n- {name: u}\n- {name: u}\n", 'line 3: duplicate name "u" in users'],
    [
      "another kind",
      "kind: Pod\napiVersion: v1\n",
      "this is Pod of version v1, and not a kubeconfig (Config of version v1)",
    ],
    [
      "another version",
      "apiVersion: v2\n",
      "this is Config of version v2, and not a kubeconfig (Config of version v1)",
    ],
  ])("%s is an error with file and line", (_, text, expected) => {
    expect(errorOf(text)).toBe(`KubeError: error loading config file "f": ${expected}`);
  });

  test.each([
    ["%%%", 0],
    ["YW JjZA==", 2],
    ["YWJjZA=", 7],
  ])("base64 that stops at a byte is an error that names it: %s", (data, byte) => {
    const field = "clusters.cluster.certificate-authority-data";
    expect(errorOf(`clusters:\n- name: c\n  cluster: {certificate-authority-data: "${data}"}`)).toBe(
      `KubeError: error loading config file "f": line 3: ${field}: illegal base64 data at input byte ${byte}`,
    );
  });

  test("line breaks inside of base64 are no fault", () => {
    const text = "clusters:\n- name: c\n  cluster:\n    certificate-authority-data: |\n      YWJj\n      ZA==\n";
    expect(loadKubeconfig("f", memoryMachine({ f: text })).clusters.get("c")?.certificateAuthority.data).toBe("abcd");
  });

  test.each([
    "users: [{name: u, user: {token: SECRET",
    "users: [{name: u, user: {token: 'SECRET}}]",
    'users: [{name: u, user: {token: "SECRET\\q"}}]',
    "users:\n- name: u\n  user:\n    token: SECRET\n   SECRET: x\n",
    "users:\n- name: u\n  user:\n    token: @SECRET\n",
    "users:\n- name: u\n  user:\n    token: *SECRET\n",
    "users:\n- name: u\n  user:\n    token: [SECRET]\n",
    "users:\n- name: u\n  user: SECRET\n",
    "users:\n- {name: u, user: {token: SECRET}}\n- {name: u, user: {token: SECRET2}}\n",
    'users: [{name: u, user: {client-key-data: "SECRET!"}}]',
    "SECRET",
    "%SECRET\n---\nSECRET",
  ])("no error quotes the file: %j", (text) => {
    const error = errorOf(text);
    expect(error).toContain("error loading config file");
    expect(error).not.toContain("SECRET");
  });
});
