import { expect, test } from "vitest";
import { watchLogin } from "../../../src/app/loginWatch.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openSession } from "../../../src/app/session.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../support/fakeClock.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf } from "../../support/fakeCluster.ts";

const error = new KubeError("unauthorized", "Unauthorized");
const refused = (retryAt?: number): SyncState => ({ phase: "unauthorized", asOf: undefined, error, retryAt });

function watched() {
  const clock = new FakeClock();
  const follows = new FakeFollow();
  const scope = { namespace: "shop", selectors: noSelectors };
  const session = openSession(fakeCluster(), scope, podTableOf(scope), follows.follow);
  const files = { stamp: "1", looks: 0, changes: 0 };
  const stop = watchLogin(
    session,
    () => {
      files.looks++;
      return files.stamp;
    },
    clock,
    () => {
      files.changes++;
    },
  );
  return { clock, files, stop, pods: follows.of("pods of shop") };
}

test("files are not looked at while the login is good", async () => {
  const { clock, files, pods } = watched();
  pods.say(liveAt(0));
  await clock.advance(60_000);

  expect(files.looks).toBe(0);
  expect(clock.sleeping).toBe(0);
});

test("a change is told once, within two seconds, however often the login was refused", async () => {
  const { clock, files, pods } = watched();
  pods.say(refused(1));
  pods.say(refused(2));
  await clock.advance(10_000);
  expect(files.changes).toBe(0);
  files.stamp = "2";
  await clock.advance(2_000);
  await clock.advance(60_000);

  expect(files.changes).toBe(1);
  expect(clock.sleeping).toBe(0);
});

test("nobody looks any more when the login is good again, and again when it is not", async () => {
  const { clock, files, pods } = watched();
  pods.say(refused());
  pods.say(liveAt(0));
  files.stamp = "2";
  await clock.advance(10_000);
  expect(files.changes).toBe(0);
  pods.say(refused());
  files.stamp = "3";
  await clock.advance(2_000);

  expect(files.changes).toBe(1);
});

test("nobody looks any more after the end", async () => {
  const { clock, files, pods, stop } = watched();
  pods.say(refused());
  stop();
  files.stamp = "2";
  pods.say(liveAt(0));
  pods.say(refused());
  await clock.advance(10_000);

  expect(files.changes).toBe(0);
  expect(clock.sleeping).toBe(0);
});
