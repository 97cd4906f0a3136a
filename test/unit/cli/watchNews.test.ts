import { expect, test } from "vitest";
import { WatchNews } from "../../../src/cli/watchNews.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";

const live: SyncState = { phase: "live", verifiedAt: 1 };
const refused = new KubeError("unreachable", "a:1 refused the connection: nothing listens there.");
const waiting: SyncState = { phase: "waiting", asOf: 1, until: 2, error: refused };

test.each<{ readonly what: string; readonly states: readonly SyncState[]; readonly lines: readonly string[] }>([
  { what: "a watch that lives", states: [live, live], lines: [] },
  {
    what: "a server that was away",
    states: [
      live,
      waiting,
      { ...waiting, until: 9 },
      { phase: "catchingUp", asOf: 1, since: 2, cause: "x" },
      live,
      live,
    ],
    lines: [
      "podscope: lost the watch: a:1 refused the connection: nothing listens there; trying again",
      "podscope: lost the watch (x); taking it up again",
      "podscope: following again",
    ],
  },
  {
    what: "a new list",
    states: [{ phase: "resyncing", asOf: 1, cause: "the history expired", received: 1, total: 2 }, live],
    lines: ["podscope: listing all pods again because the history expired", "podscope: following again"],
  },
  {
    what: "a user who may not watch",
    states: [
      { phase: "polling", verifiedAt: 1, everyMs: 10_000 },
      { phase: "polling", verifiedAt: 2, everyMs: 10_000 },
    ],
    lines: ["podscope: may not watch pods here; asking for all of them every 10 s"],
  },
])("of $what is said $lines", ({ states, lines }) => {
  const said: string[] = [];
  const news = new WatchNews((line) => said.push(line));
  for (const state of states) news.tell(state);
  expect(said).toEqual(lines);
});
