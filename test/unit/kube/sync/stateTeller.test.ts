import { describe, expect, test } from "vitest";
import { StateTeller } from "../../../../src/kube/sync/stateTeller.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../../support/fakeClock.ts";

function start() {
  const clock = new FakeClock();
  const told: SyncState[] = [];
  const teller = new StateTeller(clock, (state) => told.push(state));
  /** Lets time pass, with the ticks that belong to it. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 1_000) {
      await clock.advance(Math.min(left, 1_000));
      teller.tick();
    }
  };
  return { clock, teller, told, pass, phase: () => told.at(-1)?.phase };
}
const catchingUp: SyncState = { phase: "catchingUp", asOf: 0, since: 0, cause: "the server ended the watch" };
const loading = (received: number): SyncState => ({ phase: "loading", received, total: 100 });

describe("trouble", () => {
  test("is told after it lasted a second, also when a live state was waiting to be told", async () => {
    const { clock, teller, told, phase } = start();
    teller.prove();
    teller.live();
    await clock.advance(500);
    teller.prove();
    teller.live();
    await clock.advance(400);
    teller.tellPatiently(catchingUp);
    await clock.advance(200);
    teller.tick();

    expect(told.map((state) => state.phase)).not.toContain("catchingUp");
    await clock.advance(900);
    teller.tick();
    expect(phase()).toBe("catchingUp");
  });

  test("that changes its kind is told after one second in all", async () => {
    const { teller, told, pass } = start();
    teller.prove();
    teller.live();
    teller.tellPatiently(catchingUp);
    await pass(600);
    teller.tellPatiently({ ...catchingUp, cause: "another" });
    await pass(600);

    expect(told.at(-1)).toMatchObject({ cause: "another" });
  });

  test("that is over within a second is never told", async () => {
    const { teller, told, pass } = start();
    teller.prove();
    teller.live();
    teller.tellPatiently(catchingUp);
    await pass(900);
    teller.prove();
    teller.live();
    await pass(5_000);

    expect(new Set(told.map((state) => state.phase))).toEqual(new Set(["live"]));
  });

  test("before anything else was told is told at once", () => {
    const { teller, phase } = start();
    teller.tellPatiently(catchingUp);

    expect(phase()).toBe("catchingUp");
  });
});

describe("what is told often", () => {
  test("comes at most once a second when live, and the newest of it comes", async () => {
    const { clock, teller, told, pass } = start();
    for (let event = 0; event < 50; event++) {
      teller.prove();
      teller.live();
      await clock.advance(10);
    }
    await pass(2_000);

    expect(told).toEqual([
      { phase: "live", verifiedAt: clock.now() - 2_500 },
      { phase: "live", verifiedAt: clock.now() - 2_010 },
    ]);
  });

  test("comes at most ten times a second while loading", async () => {
    const { clock, teller, told } = start();
    for (let received = 0; received < 100; received++) {
      teller.tell(loading(received));
      await clock.advance(10);
    }

    expect(told).toHaveLength(10);
    expect(told.at(-1)).toEqual(loading(90));
  });

  test("is not told twice", () => {
    const { teller, told } = start();
    teller.tell(catchingUp);
    teller.tell({ ...catchingUp });

    expect(told).toHaveLength(1);
  });
});

test("live without proof for more than 75 seconds becomes reconnecting, and live again by proof", async () => {
  const { teller, pass, phase } = start();
  teller.prove();
  teller.live();
  await pass(75_000);

  expect(phase()).toBe("live");
  await pass(1_000);
  expect(phase()).toBe("catchingUp");
  teller.prove();
  teller.live();
  expect(phase()).toBe("live");
});

test("a clock that is moved takes along what was told, and what waits to be told", async () => {
  const { clock, teller, told, pass } = start();
  teller.prove();
  teller.live();
  const verifiedAt = clock.now();
  teller.tellPatiently({ ...catchingUp, asOf: verifiedAt, since: verifiedAt });
  clock.jump(-60_000);
  teller.wallMoved(-60_000);

  expect(told.at(-1)).toEqual({ phase: "live", verifiedAt: verifiedAt - 60_000 });
  await pass(1_000);
  expect(told.at(-1)).toMatchObject({ asOf: verifiedAt - 60_000, since: verifiedAt - 60_000 });
});
