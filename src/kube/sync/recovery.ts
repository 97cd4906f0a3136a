import { isBadRequest, KubeError } from "../kubeError.ts";
import { type Ask, backoffLimit, type Cursor, type Pause, type ResyncReason } from "./cursor.ts";
import { again, list, mayWatch, now, poll, sync, uncompressed, watching } from "./cursorMoves.ts";
import type { Life, Outcome } from "./outcome.ts";

const healthyAfterMs = 30_000;
const shortestWatchMs = 1_000;
const forbiddenRetryMs = 60_000;
const slowRetryMs = 30_000;
const pollMinMs = 10_000;
const pollMaxMs = 60_000;
/** Polls between two tries to watch after all, so that a fixed role binding is noticed. */
const pollsPerWatchTry = 6;

/** The whole recovery policy: what to ask next after `outcome`. */
export function advance(cursor: Cursor, outcome: Outcome): Cursor {
  switch (outcome.kind) {
    case "synced":
      return watching({ ...cursor, cuts: 0 }, outcome.version);
    case "listed":
      return afterList(cursor, outcome.version, outcome.tookMs);
    case "ended":
      return afterEnd(cursor, outcome);
    case "failed":
      return afterFailure(cursor, outcome.error, outcome);
    case "lost":
      return relist(cursor, outcome.reason, outcome);
    case "silent":
      return again(failedOnce(cursor, new KubeError("unreachable", "The watch fell silent"), outcome), now);
    case "slow":
      return list({ ...cursor, can: { ...cursor.can, streamingList: false, listForm: "gzip" } }, now);
    case "noEnd":
      return list({ ...cursor, can: { ...cursor.can, streamingList: false } }, now);
    case "resumed":
      return again({ ...cursor, tries: 0, version: outcome.version ?? cursor.version }, now);
    case "asked":
      return again(
        {
          ...cursor,
          tries: 0,
          polls: 0,
          version: outcome.version ?? cursor.version,
          can: { ...cursor.can, watch: true },
        },
        now,
      );
  }
}

function afterList(cursor: Cursor, version: string, tookMs: number): Cursor {
  const polls = cursor.polls + 1;
  // Who watched before may have met a server that did not know the roles yet, and now does.
  const watchedBefore = polls === 1 && cursor.version !== undefined;
  if (cursor.can.watch || watchedBefore || polls % pollsPerWatchTry === 0)
    return { ...watching(cursor, version), polls };
  return poll({ ...cursor, tries: 0, polls, version }, Math.min(pollMaxMs, Math.max(pollMinMs, 10 * tookMs)));
}

function afterEnd(cursor: Cursor, life: Life): Cursor {
  if (cursor.ask.kind !== "watch") {
    const error = new KubeError("unreachable", "The server closed the connection before the list was complete");
    return afterFailure(cursor, error, life);
  }
  if (life.lastedMs >= shortestWatchMs || life.progress > 0) {
    return { ...watching(mayWatch(cursor), life.version ?? cursor.ask.from), tries: triesBefore(cursor, life) };
  }
  const failed = failedOnce(cursor, new KubeError("server", "The server closes the watch at once"), life);
  return again(failed, { kind: "backoff", atLeastMs: backoffLimit(failed.tries) / 2 });
}

function afterFailure(before: Cursor, error: KubeError, life: Life): Cursor {
  const cursor = failedOnce(before, error, life);
  switch (error.failure) {
    case "config":
      return again(cursor, { kind: "untilAsked" });
    case "unauthorized":
      return again(cursor, pauseUnlessNew(cursor, forbiddenRetryMs));
    case "login":
      return again(cursor, { kind: "fixed", ms: forbiddenRetryMs });
    case "tls":
      return again(cursor, { kind: "fixed", ms: slowRetryMs });
    case "throttled":
    case "proxy":
      return again(cursor, backoffAfter(error));
    case "mistake":
      // What of an event reached the table nobody knows.
      return sync(cursor, { kind: "fixed", ms: slowRetryMs });
    case "forbidden":
    case "notFound":
    case "unsupported":
    case "gone":
    case "unreachable":
    case "server":
    case "protocol":
      break;
  }
  switch (cursor.ask.kind) {
    case "watch":
      return afterWatchFailure(before, cursor, error, life);
    case "streamingList":
      return afterStreamingListFailure(before, cursor, error, life);
    case "list":
      return afterListFailure(before, cursor, cursor.ask, error, life);
  }
}

function afterWatchFailure(before: Cursor, cursor: Cursor, error: KubeError, life: Life): Cursor {
  switch (error.failure) {
    case "gone":
      return relist(before, "historyExpired", life);
    case "forbidden":
    case "unsupported": {
      const refused = { ...before, can: { ...before.can, watch: false } };
      // The list that polls is already in: it need not be asked for again at once.
      if (before.polls > 0) return poll({ ...refused, polls: before.polls }, pollMinMs);
      return list({ ...refused, error: undefined }, now);
    }
    case "notFound":
      return again(cursor, { kind: "fixed", ms: forbiddenRetryMs });
    case "protocol":
      if (life.accepted) return relist(before, "undecodable", life);
      return again(cursor, { kind: "fixed", ms: slowRetryMs });
    case "server": {
      if (isStoreReadError(error)) return relist(before, "storeReadError", life);
      const watchFailures = (isHealthy(cursor, life) ? 0 : cursor.watchFailures) + 1;
      if (watchFailures < 3) return again({ ...cursor, watchFailures }, backoffAfter(error));
      return sync({ ...cursor, watchFailures: 0, resync: "watchFails" }, backoffAfter(error));
    }
    default:
      return again(cursor, backoffAfter(error));
  }
}

function afterStreamingListFailure(before: Cursor, cursor: Cursor, error: KubeError, life: Life): Cursor {
  switch (error.failure) {
    case "unsupported":
    case "notFound":
      return list({ ...before, can: { ...before.can, streamingList: false } }, now);
    case "forbidden":
      return list({ ...before, can: { ...before.can, watch: false } }, now);
    case "protocol":
      if (!life.accepted) return again(cursor, { kind: "fixed", ms: slowRetryMs });
      return list(cursor, backoffAfter(error));
    case "gone":
      return list(cursor, backoffAfter(error));
    case "server":
      break;
    default:
      if (!life.accepted) return again(cursor, backoffAfter(error));
  }
  // Something may always cut long answers; then pages get through.
  const cuts = cursor.cuts + 1;
  const next = { ...cursor, cuts };
  return cuts % 2 === 0 ? list(next, backoffAfter(error)) : again(next, backoffAfter(error));
}

function afterListFailure(
  before: Cursor,
  cursor: Cursor,
  ask: Ask & { kind: "list" },
  error: KubeError,
  life: Life,
): Cursor {
  switch (error.failure) {
    case "gone":
      if (ask.form === "paged" && life.accepted) return { ...before, ask: { ...ask, form: "oneBody" }, pause: now };
      if (ask.from !== undefined) return { ...before, ask: { ...ask, from: undefined }, pause: now };
      return again(cursor, backoffAfter(error));
    case "forbidden":
      if (ask.form === "gzip" && before.can.watch) return sync(uncompressed(before), now);
      return again(mayWatch(cursor), pauseOfRefused(cursor, error));
    case "unsupported":
      if (isBadRequest(error)) return again(cursor, pauseUnlessNew(cursor, forbiddenRetryMs));
      return again(cursor, { kind: "fixed", ms: forbiddenRetryMs });
    case "notFound":
      return again(cursor, { kind: "fixed", ms: forbiddenRetryMs });
    case "protocol":
      if (ask.form === "gzip") return sync(uncompressed(before), now);
      return again(cursor, { kind: "fixed", ms: slowRetryMs });
    default:
      return again(cursor, backoffAfter(error));
  }
}

/** A server that has just started refuses until it knows the roles: who was allowed before asks again soon. */
function pauseOfRefused({ version }: Cursor, error: KubeError): Pause {
  return version === undefined ? { kind: "fixed", ms: forbiddenRetryMs } : backoffAfter(error);
}

/**
 * What the server never took needs a person. What it took before may be good again by itself: a server whose identity
 * provider starts again refuses good logins for a while.
 */
function pauseUnlessNew({ version }: Cursor, ms: number): Pause {
  return version === undefined ? { kind: "untilAsked" } : { kind: "fixed", ms };
}

/** Everything again, from the newest version: what the table came from is not to be trusted, or is no longer there. */
function relist(cursor: Cursor, resync: ResyncReason, life: Life): Cursor {
  const tries = triesBefore(cursor, life);
  const pause: Pause = tries === 0 ? now : { kind: "backoff", atLeastMs: backoffLimit(tries) / 2 };
  const version = life.version ?? cursor.version;
  return sync({ ...mayWatch(cursor), version, error: undefined, resync, tries: tries + 1 }, pause);
}

function failedOnce(cursor: Cursor, error: KubeError, life: Life): Cursor {
  const isUnconnected = !life.accepted && (error.failure === "unreachable" || error.failure === "proxy");
  const isAllowed = life.accepted && cursor.ask.kind === "watch";
  return {
    ...cursor,
    can: isAllowed ? { ...cursor.can, watch: true } : cursor.can,
    polls: isAllowed ? 0 : cursor.polls,
    error,
    version: life.version ?? cursor.version,
    tries: triesBefore(cursor, life) + 1,
    unconnected: isUnconnected ? cursor.unconnected + 1 : 0,
  };
}

function triesBefore(cursor: Cursor, life: Life): number {
  return isHealthy(cursor, life) ? 0 : cursor.tries;
}

function isHealthy(cursor: Cursor, life: Life): boolean {
  return cursor.ask.kind === "watch" && life.lastedMs >= healthyAfterMs;
}

function backoffAfter(error: KubeError): Pause {
  const { retryAfterMs } = error;
  return {
    kind: "backoff",
    atLeastMs: retryAfterMs === undefined ? 0 : Math.min(120_000, Math.max(500, retryAfterMs)),
  };
}

/** apimachinery StatusReasonStoreReadError: an object in the store cannot be read, a broken one was deleted unseen. */
function isStoreReadError(error: KubeError): boolean {
  return error.status?.reason === "StorageReadError";
}
