import { expect, test } from "vitest";
import { expireEvents } from "../../../../src/demo/apiserver/expireEvents.ts";
import type { KubeObject } from "../../../../src/demo/objects/kubeObject.ts";
import { Store } from "../../../../src/demo/store/store.ts";
import { VirtualTime } from "../../../../src/demo/virtualTime.ts";

const minute = 60_000;

function stage(speed = 1) {
  const time = new VirtualTime(0, speed);
  const store = new Store();
  const write = (name: string, collection = "events") => {
    const metadata = { name, namespace: "shop", uid: name, resourceVersion: "", creationTimestamp: "" };
    store.put<KubeObject>(collection, { apiVersion: "v1", kind: "Event", metadata });
  };
  const names = () => (store.list("events") ?? []).map(({ metadata }) => metadata.name);
  return { time, store, write, names, until: (minutes: number) => time.advanceTo(minutes * minute) };
}

test("an Event is gone an hour after it was written, and watches hear of it", () => {
  const { store, time, write, names, until } = stage();
  write("before");
  expireEvents(store, time);
  until(10);
  write("after");
  until(59.9);
  expect(names()).toEqual(["after", "before"]);
  const { revision } = store;
  until(60);
  expect(names()).toEqual(["after"]);
  expect(store.since("events", revision)).toMatchObject([
    { type: "DELETED", object: { metadata: { name: "before" } } },
  ]);
  until(70);
  expect(names()).toEqual([]);
});

test("one that is written again has its hour anew", () => {
  const { store, time, write, names, until } = stage();
  expireEvents(store, time);
  write("counted");
  until(40);
  write("counted");
  until(99.9);
  expect(names()).toEqual(["counted"]);
  until(100);
  expect(names()).toEqual([]);
});

test("one that is written again holds none up that was not", () => {
  const { store, time, write, names, until } = stage();
  expireEvents(store, time);
  write("counted");
  until(10);
  write("once");
  until(20);
  write("counted");
  until(70);
  expect(names()).toEqual(["counted"]);
});

test("other objects stay, and nothing waits when there is no Event", () => {
  const { store, time, write, until } = stage();
  expireEvents(store, time);
  write("web", "pods");
  write("gone");
  store.delete("events", { namespace: "shop", name: "gone" });
  until(120);
  expect(store.count("pods")).toBe(1);
  expect(time.nextAt).toBeUndefined();
});

test("an hour is as long as the speed of the demo makes it, and none is forgotten once the server stops", () => {
  const { store, time, write, names, until } = stage(60);
  const stop = expireEvents(store, time);
  write("early");
  until(1);
  expect(names()).toEqual([]);
  write("late");
  stop();
  until(10);
  expect(names()).toEqual(["late"]);
});
