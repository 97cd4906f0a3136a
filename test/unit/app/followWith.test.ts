import { expect, test } from "vitest";
import { followWith } from "../../../src/app/kubeCluster.ts";
import type { ListWatch, Versioned, WatchEvent } from "../../../src/kube/sync/listWatch.ts";
import { FakeClock } from "../../support/fakeClock.ts";
import { end, put, ScriptedListWatch } from "../../support/scriptedListWatch.ts";

test("what a follower still hears after it was told to end reaches nobody", async () => {
  const clock = new FakeClock();
  const { promise: answer, resolve: arrive } = Promise.withResolvers<void>();
  async function* late(): AsyncGenerator<readonly WatchEvent<Versioned>[]> {
    yield [];
    await answer;
    yield [put("shop/web-1", "1"), end("2")];
  }
  const source: ListWatch<Versioned> = new (class extends ScriptedListWatch {
    override streamingList = late;
  })([], clock);
  const heard: string[] = [];
  const leave = new AbortController();
  const { done } = followWith(clock, () => 0)(
    {
      source,
      host: "h",
      sink: { apply: () => heard.push("changes"), replace: () => heard.push("rows") },
      onState: ({ phase }) => heard.push(phase),
    },
    leave.signal,
  );
  await clock.advance(0);
  expect(heard).toEqual(["connecting", "loading"]);
  leave.abort();
  arrive();
  await done;

  expect(heard).toEqual(["connecting", "loading"]);
});
