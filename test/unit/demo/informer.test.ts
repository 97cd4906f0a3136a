import { expect, test } from "vitest";
import { pods } from "../../../src/demo/apiserver/resources/pods.ts";
import { Informer } from "../../../src/demo/informer.ts";
import type { Pod } from "../../../src/demo/objects/pod.ts";
import { controlStage, newObject } from "../../support/controlStage.ts";

function stage() {
  const all = controlStage();
  const create = (name: string, apps: string) =>
    all.client.create(pods, {
      ...newObject<Pod>("v1", "Pod", name, { spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] } }),
      metadata: { name, namespace: "shop", labels: { apps } },
    });
  const relabel = (name: string, apps: string) =>
    all.client.update(pods, { namespace: "shop", name }, (pod) => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { apps } },
    }));
  create("there", "a");
  const informer = new Informer(all.client, pods, {
    app: ({ metadata }) => (metadata.labels?.apps ?? "").split("."),
  });
  const names = (app: string) => informer.by("app", app).map(({ metadata }) => metadata.name);
  return { ...all, create, relabel, informer, names };
}

test("finds what was there before and what came after, in that order", () => {
  const { create, names } = stage();
  create("after", "a");
  expect({ a: names("a"), b: names("b") }).toEqual({ a: ["there", "after"], b: [] });
});

test("finds an object by each of its values, as it is now", () => {
  const { relabel, names, informer } = stage();
  relabel("there", "b.c");
  expect({ a: names("a"), b: names("b"), c: names("c") }).toEqual({ a: [], b: ["there"], c: ["there"] });
  expect(informer.by("app", "b")[0]?.metadata.labels).toEqual({ apps: "b.c" });
});

test("finds nothing that is gone", () => {
  const { client, names } = stage();
  client.delete(pods, { namespace: "shop", name: "there" });
  expect(names("a")).toEqual([]);
});

test("a handler hears of what is there and of each change, with the index as it is then", () => {
  const { informer, names, create } = stage();
  const heard: string[] = [];
  const stop = informer.subscribe(({ type, object }) => heard.push(`${type} ${object.metadata.name}: ${names("a")}`));
  create("after", "a");
  stop();
  create("unheard", "a");
  expect(heard).toEqual(["ADDED there: there", "ADDED after: there,after"]);
});

test("a stopped informer hears of nothing", () => {
  const { informer, names, create } = stage();
  informer.stop();
  create("after", "a");
  expect(names("a")).toEqual(["there"]);
});
