import { expect, test } from "vitest";
import { startEventExpiry } from "../../../../src/demo/apiserver/eventExpiry.ts";
import { events } from "../../../../src/demo/apiserver/resources/events.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { EventRecorder } from "../../../../src/demo/eventRecorder.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import { controlStage, newObject } from "../../../support/controlStage.ts";

function stage() {
  const all = controlStage();
  const pod = all.client.create(pods, newObject<Pod>("v1", "Pod", "web", { spec: { containers: [] } }));
  const recorder = new EventRecorder(all.client, all.time, "kubelet");
  return {
    ...all,
    say: (message: string) => recorder.record(pod, { type: "Normal", reason: "Said", message }),
    left: () => all.said().map((text) => text.slice("Said: ".length)),
  };
}

test("an event is gone an hour after it was said last", () => {
  const { client, time, say, left, wait } = stage();
  startEventExpiry(client, time);
  say("a");
  wait(60);
  say("b");
  wait(60);
  say("a");
  wait(3599 - 60);
  expect(left().sort()).toEqual(["a", "b"]);
  wait(1);
  expect(left()).toEqual(["a"]);
  wait(59);
  expect(left()).toEqual(["a"]);
  wait(1);
  expect(left()).toEqual([]);
});

test("an event from before the start has its hour from then", () => {
  const { client, time, say, left, wait } = stage();
  say("a");
  wait(10_000);
  startEventExpiry(client, time);
  wait(3599);
  expect(left()).toEqual(["a"]);
  wait(1);
  expect(left()).toEqual([]);
});

test("one that somebody deletes troubles nobody, nor does any after the end", () => {
  const { client, time, say, left, wait } = stage();
  const stop = startEventExpiry(client, time);
  say("a");
  for (const { metadata } of client.list(events)) client.delete(events, metadata);
  say("b");
  stop();
  wait(10_000);
  expect(left()).toEqual(["b"]);
});
