import { afterEach, expect, test } from "vitest";
import { PodFollower } from "../../../src/app/podFollower.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openSession } from "../../../src/app/session.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import { FakeClock } from "../../support/fakeClock.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf, type Question } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const pod = podRow({ name: "web-1", resourceVersion: "1" });
const objectOf = (version: string, uid = pod.uid) => ({ metadata: { uid, resourceVersion: version } });
const gone = new KubeError("notFound", 'pods "web-1" not found');
const followers: PodFollower[] = [];

afterEach(() => {
  for (const follower of followers.splice(0)) follower.close();
});

function followed() {
  const clock = new FakeClock();
  const scope = { namespace: "shop", selectors: noSelectors };
  const follows = new FakeFollow();
  const session = openSession(fakeCluster(), scope, podTableOf(scope), follows.follow);
  const rows = follows.of("pods of shop");
  rows.list([pod]);
  const asked: Question<unknown>[] = [];
  const read = (_: unknown, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    asked.push({ what: "", signal, answer: resolve, fail: reject });
    return promise;
  };
  const follower = new PodFollower(pod, { clock, session, read });
  followers.push(follower);
  const answer = async (index: number, value: unknown) => {
    if (value instanceof Error) asked[index]?.fail(value);
    else asked[index]?.answer(value);
    await clock.advance(0);
  };
  return { asked, answer, follower, rows, clock };
}

test("reads the pod at once, and again when its row changes, one request at a time", async () => {
  const { asked, answer, follower, rows } = followed();
  rows.put({ ...pod, resourceVersion: "2" });
  rows.put({ ...pod, resourceVersion: "3" });
  expect(asked).toHaveLength(1);
  await answer(0, objectOf("1"));

  expect(follower.get().object).toEqual(objectOf("1"));
  expect(asked).toHaveLength(2);
  await answer(1, objectOf("3"));
  expect(follower.get().object).toEqual(objectOf("3"));
  expect(asked).toHaveLength(2);
});

test("a change of another pod asks nothing", async () => {
  const { asked, answer, rows } = followed();
  await answer(0, objectOf("1"));
  rows.put(podRow({ name: "web-2" }));

  expect(asked).toHaveLength(1);
});

test("a pod that left the table is deleted when the server says so, and its last words stay", async () => {
  const { answer, follower, rows, clock } = followed();
  await answer(0, objectOf("1"));
  rows.remove(pod.key);
  await answer(1, gone);

  expect(follower.get()).toMatchObject({ object: objectOf("1"), deletedAt: clock.now() });
});

test("a pod that only the selectors hide is not deleted", async () => {
  const { answer, follower, rows } = followed();
  await answer(0, objectOf("1"));
  rows.remove(pod.key);
  await answer(1, objectOf("2"));

  expect(follower.get()).toMatchObject({ object: objectOf("2"), deletedAt: undefined });
});

test("another pod of the same name is not followed", async () => {
  const { asked, answer, follower, rows } = followed();
  await answer(0, objectOf("1"));
  rows.put({ ...pod, uid: "uid-of-another", resourceVersion: "9" });
  await answer(1, objectOf("9", "uid-of-another"));
  rows.put({ ...pod, uid: "uid-of-another", resourceVersion: "10" });

  expect(follower.get()).toMatchObject({ object: objectOf("1"), problem: undefined });
  expect(follower.get().deletedAt).toBeDefined();
  expect(asked).toHaveLength(2);
});

test("what could not be read keeps what there was, and is tried again when the server is back", async () => {
  const { asked, answer, follower, rows } = followed();
  await answer(0, objectOf("1"));
  rows.put({ ...pod, resourceVersion: "2" });
  await answer(1, new KubeError("forbidden", 'pods "web-1" is forbidden'));
  expect(follower.get()).toMatchObject({ object: objectOf("1"), problem: 'pods "web-1" is forbidden' });
  rows.say(liveAt(1));
  await answer(2, objectOf("2"));

  expect(asked).toHaveLength(3);
  expect(follower.get()).toMatchObject({ object: objectOf("2"), problem: undefined });
});

test("closed it asks nothing more, and the request under way is ended", async () => {
  const { asked, follower, rows } = followed();
  follower.close();
  rows.put({ ...pod, resourceVersion: "2" });

  expect(asked).toHaveLength(1);
  expect(asked[0]?.signal.aborted).toBe(true);
});
