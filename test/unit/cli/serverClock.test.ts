import { expect, test } from "vitest";
import { ServerClock } from "../../../src/cli/serverClock.ts";
import type { ApiResponse, Transport } from "../../../src/kube/wire/transport.ts";
import { FakeClock } from "../../support/fakeClock.ts";

const never = new AbortController().signal;

/** Answers after a second, with a date that is `skewMs` away from the clock's time then, whole seconds of it. */
function transportOf(clock: FakeClock, skewMs: number | undefined): Transport {
  const answer = async (): Promise<ApiResponse> => {
    await clock.advance(1_000);
    const serverDate = skewMs === undefined ? undefined : Math.floor((clock.now() + skewMs) / 1_000) * 1_000;
    return { status: 200, mediaType: "", serverDate, body: (async function* () {})() };
  };
  return { request: answer, dropConnections: () => {}, close: async () => {} };
}

test.each([
  { skewMs: undefined, off: 0 },
  { skewMs: 0, off: 0 },
  { skewMs: 900, off: 0 },
  { skewMs: -900, off: 0 },
  { skewMs: 60_000, off: 61_000 },
  { skewMs: -3_600_000, off: -3_599_000 },
])("a server $skewMs ms ahead sets the clock by $off ms, as well as can be known", async ({ skewMs, off }) => {
  const clock = new FakeClock();
  const server = new ServerClock(clock);
  await server.listenTo(transportOf(clock, skewMs)).request({ path: "/", accept: "" }, never);
  expect(server.now() - clock.now()).toBe(off);
});
