import { expect, test } from "vitest";
import { StatusError } from "../../../../src/demo/apiserver/statusError.ts";
import { WorkQueue } from "../../../../src/demo/controllers/workQueue.ts";
import { keyOf, type ObjectName } from "../../../../src/demo/objects/kubeObject.ts";
import { VirtualTime } from "../../../../src/demo/virtualTime.ts";

const web = { namespace: "shop", name: "web" };

function queueOf(work: (name: ObjectName, at: number) => void = () => {}, speed = 1) {
  const time = new VirtualTime(0, speed);
  const done: string[] = [];
  const queue = new WorkQueue(time, (name) => {
    done.push(`${keyOf(name)} at ${time.now()}`);
    work(name, time.now());
  });
  return { time, queue, done };
}

test("what is asked for many times is done once, and not at once", () => {
  const { time, queue, done } = queueOf();
  for (let at = 0; at < 3; at++) queue.add(web);
  expect(done).toEqual([]);
  time.advanceTo(0);
  expect(done).toEqual(["shop/web at 0"]);
});

test("names are done in the order in which they were asked for", () => {
  const { time, queue, done } = queueOf();
  for (const name of ["node-2", "node-1"]) queue.add({ name });
  time.advanceTo(0);
  expect(done).toEqual(["node-2 at 0", "node-1 at 0"]);
});

test.each([
  ["sooner", [100, 20], ["shop/web at 20"]],
  ["later", [20, 100], ["shop/web at 20"]],
])("what is asked for again %s is done at the sooner moment, once", (_, waits, expected) => {
  const { time, queue, done } = queueOf();
  for (const wait of waits) queue.add(web, wait);
  time.advanceTo(1000);
  expect(done).toEqual(expected);
});

test("what is asked for while it is done is done again", () => {
  const { time, queue, done } = queueOf((name, at) => {
    if (at < 10) queue.add(name, 5);
  });
  queue.add(web);
  time.advanceTo(100);
  expect(done).toEqual(["shop/web at 0", "shop/web at 5", "shop/web at 10"]);
});

test("what the API refuses is tried again after twice the wait each time, until it is taken", () => {
  let refusals = 4;
  const { time, queue, done } = queueOf(() => {
    if (refusals-- > 0) throw new StatusError("Conflict", "no");
  });
  queue.add(web);
  time.advanceTo(10_000);
  expect(done.map((text) => text.split(" at ")[1])).toEqual(["0", "5", "15", "35", "75"]);
  refusals = 1;
  queue.add(web);
  time.advanceTo(20_000);
  expect(done.slice(5)).toEqual(["shop/web at 10000", "shop/web at 10005"]);
});

test("a mistake of the work itself is not hidden", () => {
  const { time, queue } = queueOf(() => {
    throw new TypeError("ours");
  });
  queue.add(web);
  expect(() => time.advanceTo(0)).toThrow("ours");
});

test("waits are shortened by the speed of the time", () => {
  const { time, queue, done } = queueOf(undefined, 10);
  queue.add(web, 100);
  time.advanceTo(10);
  expect(done).toEqual(["shop/web at 10"]);
});

test("nothing is done after the end", () => {
  const { time, queue, done } = queueOf();
  queue.add(web, 10);
  queue.stop();
  time.advanceTo(100);
  expect(done).toEqual([]);
});
