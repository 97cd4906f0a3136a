import { KubeError } from "../../kube/kubeError.ts";
import type { ListWatch, RowChange } from "../../kube/sync/listWatch.ts";
import { Reflector } from "../../kube/sync/reflector.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { httpListWatch } from "../../kube/wire/httpListWatch.ts";
import type { Transport } from "../../kube/wire/transport.ts";
import { podDecoder } from "../../resources/podDecoder.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { deadEndIn } from "../deadEnd.ts";
import { checkServerSelectors, enhancedListError } from "../listError.ts";
import type { OpenServer } from "../openServer.ts";
import { collectionOf } from "../serverSource.ts";
import { followed } from "./followed.ts";
import { Gate } from "./gate.ts";
import { isReached } from "./goal.ts";
import { Matches } from "./matches.ts";
import type { WaitSurroundings } from "./runWait.ts";
import type { WaitFlags } from "./waitFlags.ts";
import { WaitProgress } from "./waitProgress.ts";
import type { WaitOutcome } from "./waitReport.ts";

const pageSize = 500;
/** A timer takes at most 2^31-1 ms. */
const longestSleepMs = 86_400_000;

/**
 * Follows the pods until the goal is reached, or the time is over. @throws KubeError when only a person can help, such as when they may
 * not be listed; the signal's reason.
 */
export async function waitForPods(
  flags: WaitFlags,
  { transport, namespace, server, now }: OpenServer,
  { clock, say, log }: WaitSurroundings,
  signal: AbortSignal,
): Promise<WaitOutcome> {
  const { selectors, goal, stableMs, timeoutMs, filter } = flags;
  checkServerSelectors(selectors);
  const startedAt = clock.monotonic();
  const gate = new Gate({ goal, stableMs, timeoutMs, startedAt });
  const progress = new WaitProgress(flags.quiet ? () => {} : say, goal);
  let state: SyncState = { phase: "starting" };
  let isFollowing = false;
  let wake = () => {};
  const note = () => {
    const isCurrent = state.phase === "polling" || (state.phase === "live" && isFollowing);
    gate.note({ matching: matches.matching, pods: matches.pods, isCurrent }, clock.monotonic());
    progress.note(isCurrent);
    wake();
  };
  const matches: Matches = new Matches(filter, now, note);
  const source = httpListWatch({
    transport,
    path: collectionOf(namespace),
    labelSelector: selectors.labels,
    fieldSelector: selectors.fields,
    decoder: podDecoder,
    clock,
    random: Math.random,
  });
  const stop = new AbortController();
  const reflector = new Reflector({
    source: followed(source, (following) => {
      isFollowing = following;
      note();
    }),
    sink: matches,
    clock,
    random: Math.random,
    host: new URL(server).host,
    onState: (next) => {
      log?.state(next);
      state = next;
      const error = isAway(next) ? undefined : deadEndIn(next, progress.isListed);
      if (error !== undefined) stop.abort(enhancedListError(error, selectors));
      else progress.tell(next);
      note();
    },
  });
  const ending = AbortSignal.any([signal, stop.signal]);
  const running = reflector.run(ending);
  const isStillSo = async () =>
    stableMs === 0 || (await isReachedInList(source, flags, now, ending).catch(() => false));
  let hadPods = false;
  try {
    for (;;) {
      ending.throwIfAborted();
      matches.look();
      hadPods ||= matches.pods > 0;
      const at = clock.monotonic();
      const verdict = gate.verdict(at);
      if (verdict === "met" && !hadPods && namespace !== undefined) {
        await checkNamespace(namespace, transport, ending);
      }
      if (verdict === "timeout" || (verdict === "met" && (await isStillSo()))) {
        ending.throwIfAborted();
        return {
          met: verdict === "met",
          problem: verdict === "met" || progress.isCurrent ? undefined : problemIn(state),
          matching: matches.matching,
          pods: matches.pods,
          inTheWay: matches.inTheWay(goal),
          waitedMs: clock.monotonic() - startedAt,
          now: now(),
        };
      }
      if (verdict === "met") {
        gate.beginAnew();
        continue;
      }
      progress.say(matches, at);
      const nap = new AbortController();
      wake = () => nap.abort();
      const ms = Math.min(gate.until - at, matches.steadyFor, progress.until - at, longestSleepMs);
      await clock.sleep(Math.max(0, ms), AbortSignal.any([ending, nap.signal])).catch(() => undefined);
    }
  } finally {
    stop.abort();
    await running;
  }
}

/** No pods at all may be a name that was mistyped. @throws KubeError when there is no such namespace. */
async function checkNamespace(name: string, transport: Transport, signal: AbortSignal): Promise<void> {
  const { hasNamespace } = await import("../../kube/typed/hasNamespace.ts");
  if (!(await hasNamespace(transport, name, signal))) {
    throw new KubeError("notFound", `There is no namespace "${name}".`);
  }
}

/** Whoever waits waits for that too. */
function isAway({ phase }: SyncState): boolean {
  return phase === "waiting" || phase === "unreachable";
}

/** Asks the server once more: a connection can be dead for a while before anybody notices. @throws KubeError */
async function isReachedInList(
  source: ListWatch<PodRow>,
  { filter, goal }: WaitFlags,
  now: () => number,
  signal: AbortSignal,
): Promise<boolean> {
  const matches = new Matches(filter, now, () => {});
  const puts = (rows: readonly PodRow[]) => rows.map((row): RowChange<PodRow> => ({ type: "put", row }));
  for await (const { rows } of source.list(undefined, { pageSize, gzip: false }, signal)) matches.apply(puts(rows));
  return isReached(goal, matches);
}

function problemIn(state: SyncState): string {
  if ("error" in state) return state.error.message;
  return "cause" in state ? `lost the watch: ${state.cause}` : "the list of pods is not complete yet";
}
