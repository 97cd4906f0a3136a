import { expect, test } from "vitest";
import { contextsOf, KubeconfigReader } from "../../../../src/kube/config/contexts.ts";
import { loadKubeconfig } from "../../../../src/kube/config/loadKubeconfig.ts";
import { memoryMachine } from "../../../support/memoryMachine.ts";

const kubeconfig = `
clusters: [{name: c, cluster: {server: "https://u:hidden@h:6443"}}]
contexts:
- {name: b, context: {cluster: c, user: u, namespace: shop}}
- {name: a, context: {cluster: gone}}
current-context: b
`;

test("contexts are listed by name with where they lead, without passwords", () => {
  expect(contextsOf(loadKubeconfig("f", memoryMachine({ f: kubeconfig })))).toEqual([
    { name: "a", cluster: "gone", user: "", namespace: "", server: "", current: false },
    { name: "b", cluster: "c", user: "u", namespace: "shop", server: "https://***@h:6443", current: true },
  ]);
});

test("an unchanged kubeconfig is not read again and is the same object", () => {
  const machine = memoryMachine({ f: kubeconfig });
  const reader = new KubeconfigReader("f", machine);
  expect(reader.read()).toBe(reader.read());
  expect(machine.reads).toHaveLength(1);
});

test("a changed, a new and a removed file are noticed", () => {
  const machine = memoryMachine({ a: kubeconfig }, { KUBECONFIG: "a:b" });
  const reader = new KubeconfigReader(undefined, machine);
  const names = () => [...reader.read().contexts.keys()];
  expect(names()).toEqual(["b", "a"]);
  machine.files.set("/home/ada/b", "contexts: [{name: new}]");
  expect(names()).toEqual(["b", "a", "new"]);
  machine.files.delete("/home/ada/a");
  expect(names()).toEqual(["new"]);
});

test("a file that was broken is an error until it is mended", () => {
  const machine = memoryMachine({ f: "a: [" });
  const reader = new KubeconfigReader("f", machine);
  expect(() => reader.read()).toThrow("yaml");
  expect(() => reader.read()).toThrow("yaml");
  machine.files.set("/home/ada/f", kubeconfig);
  expect(reader.read().currentContext).toBe("b");
});
