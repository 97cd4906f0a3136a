import { expect, test } from "vitest";
import { noSelectors } from "../../../src/app/scope.ts";
import { openSession } from "../../../src/app/session.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const scope = { namespace: "shop", selectors: noSelectors };

function opened() {
  const follows = new FakeFollow();
  const table = podTableOf(scope);
  const session = openSession(fakeCluster(), scope, table, follows.follow);
  const told: SyncState["phase"][] = [];
  session.sync.subscribe(() => told.push(session.sync.get().phase));
  return { follows, table, session, told, keys: () => [...table.rows()].map(({ key }) => key) };
}

test("starts to follow the pods of its scope, and says what it hears", () => {
  const { follows, session, told, keys } = opened();
  follows.of("pods of shop").list([podRow()]);

  expect(follows.of("pods of shop").host).toBe("https://10.0.0.1:6443");
  expect(told).toEqual(["live"]);
  expect(session.sync.get()).toEqual(liveAt(0));
  expect(keys()).toEqual(["shop/web-1"]);
});

test("tries again when asked to", () => {
  const { follows, session } = opened();
  session.retryNow();

  expect(follows.of("pods of shop").retries).toBe(1);
});

test("is broken, with the rows as of the last proof, when its follower ends by a mistake", async () => {
  const { follows, session } = opened();
  follows.of("pods of shop").say(liveAt(5_000));
  follows.of("pods of shop").fail(new TypeError("x is undefined"));
  await expect.poll(() => session.sync.get().phase).toBe("broken");

  expect(session.sync.get()).toMatchObject({
    asOf: 5_000,
    retryAt: undefined,
    error: { message: "podscope made a mistake: x is undefined" },
  });
});

test("goes on with another connection: the rows stay, and the first one ends", () => {
  const { follows, session, told, keys } = opened();
  const first = follows.of("pods of shop");
  first.list([podRow()]);
  session.moveTo(fakeCluster());

  expect(first.signal.aborted).toBe(true);
  expect(keys()).toEqual(["shop/web-1"]);
  follows.of("pods of shop").say({ phase: "connecting", host: "", since: 0 });
  expect(told).toEqual(["live", "connecting"]);
  session.retryNow();
  expect(follows.of("pods of shop").retries).toBe(1);
});

test("has ended when its follower has, and says so", async () => {
  const { follows, session, told } = opened();
  await session.close();

  expect(follows.running).toEqual([]);
  expect(told).toEqual(["stopped"]);
});
