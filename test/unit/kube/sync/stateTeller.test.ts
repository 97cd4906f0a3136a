import { expect, test } from "vitest";
import { StateTeller } from "../../../../src/kube/sync/stateTeller.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../../support/fakeClock.ts";

test("trouble is told after it lasted a second, also when a live state was waiting to be told", async () => {
  const clock = new FakeClock();
  const told: SyncState["phase"][] = [];
  const teller = new StateTeller(clock, ({ phase }) => told.push(phase));
  teller.prove();
  teller.live();
  await clock.advance(500);
  teller.prove();
  teller.live();
  await clock.advance(400);
  teller.tellPatiently({ phase: "catchingUp", asOf: 0, since: 0, cause: "the server ended the watch" });
  await clock.advance(200);
  teller.tick();

  expect(told).not.toContain("catchingUp");
  await clock.advance(900);
  teller.tick();
  expect(told.at(-1)).toBe("catchingUp");
});
