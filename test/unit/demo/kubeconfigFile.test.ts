import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { certificateAuthority, certificateFrom } from "../../../src/demo/certificates.ts";
import { type DemoContext, writeKubeconfig } from "../../../src/demo/kubeconfigFile.ts";
import { loadKubeconfig } from "../../../src/kube/config/loadKubeconfig.ts";
import { resolveAccess } from "../../../src/kube/config/resolveAccess.ts";
import { memoryMachine } from "../../support/memoryMachine.ts";

const authority = certificateAuthority("demo-ca");
const admin = certificateFrom(authority, { commonName: "ada" });
const contexts: readonly DemoContext[] = [
  { name: "demo", server: "https://127.0.0.1:7001", namespace: "shop", user: "ada", login: admin },
  { name: "demo-slow", server: "https://127.0.0.1:7002", namespace: "shop", user: "ada", login: admin },
  { name: "demo-oncall", server: "https://127.0.0.1:7001", namespace: "pay", user: "bob", login: { token: "t0" } },
];
let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "podscope-test-"));
  file = path.join(directory, "kubeconfig");
  writeKubeconfig(file, contexts, authority.cert);
});

afterAll(() => rmSync(directory, { recursive: true }));

function accessAs(context: string | undefined) {
  const machine = memoryMachine({ kubeconfig: readFileSync(file, "utf8") });
  return resolveAccess(loadKubeconfig("kubeconfig", machine), { context }, machine);
}

test("only its owner may read it, and no file that is there is overwritten", () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(() => writeKubeconfig(file, contexts, authority.cert)).toThrow("EEXIST");
});

test("the first context is the current one", () => {
  expect(accessAs(undefined)).toEqual(accessAs("demo"));
});

test.each([
  {
    context: "demo",
    access: { server: "https://127.0.0.1:7001", namespace: "shop", user: "ada", login: { certificate: admin } },
  },
  {
    context: "demo-slow",
    access: { server: "https://127.0.0.1:7002", namespace: "shop", user: "ada", login: { certificate: admin } },
  },
  {
    context: "demo-oncall",
    access: { server: "https://127.0.0.1:7001", namespace: "pay", user: "bob", login: { kind: "token", token: "t0" } },
  },
])("$context says its server, its login and its namespace, and whom to trust", ({ context, access }) => {
  expect(accessAs(context)).toMatchObject({ ...access, tls: { ca: authority.cert, insecure: false }, warnings: [] });
});
