/** What is known of a request that runs. Times are monotonic milliseconds. */
export interface Pulse {
  readonly now: number;
  readonly ask: "streamingList" | "list" | "watch";
  /** When the server accepted the request; until then the time limits of the connection apply. */
  readonly acceptedAt: number;
  readonly lastBatchAt: number;
  /** When the last probe was answered; undefined when none was. */
  readonly probedAt: number | undefined;
  /** When the probe under way began. */
  readonly probingSince: number | undefined;
  /** Whether this server sends bookmarks on a quiet watch, as far as it is known, and whether this watch had one. */
  readonly bookmarksExpected: boolean;
  readonly hadBookmark: boolean;
  /** Whether this watch moved the version. */
  readonly hadProgress: boolean;
  /** The watch takes up an old version after a failure: the server may have been restored from a backup. */
  readonly recovering: boolean;
  /** The server's own version was asked for since this watch began. */
  readonly versionChecked: boolean;
  readonly received: number;
  readonly total: number | undefined;
  /** When the last row came that is part of the list, not a change to it. */
  readonly lastInitialAt: number;
  readonly mayCompress: boolean;
}

export type LivenessAct =
  | "nothing"
  /** Ask something cheap over another connection. */
  | "probe"
  /** No answer to the probe: the path is dead, drop all connections and take up the watch again. */
  | "dead"
  /** The server answers, but whether this watch lives is not known: its bookmark is late. */
  | "silent"
  /** The server answers but this list has stopped in the middle. */
  | "stalled"
  /** Compare the server's version with ours: it may have gone back. */
  | "checkVersion"
  /** The server streams, but will never say that the list is complete. */
  | "noEnd"
  /** A compressed list would be faster. */
  | "slow";

const probeAfterMs = 30_000;
const probeLimitMs = 5_000;
/**
 * Bookmarks come every minute, but now and then a server that is well leaves one out (seen in 1.35). A new watch from the same version
 * tells at once what the old one may have missed, before its silence makes the rows doubtful.
 */
const silentAfterMs = 70_000;
const stalledAfterMs = 60_000;
const checkVersionAfterMs = 90_000;
const noEndAfterMs = 15_000;
const noEndWhenEmptyAfterMs = 30_000;
const judgeSpeedAfterMs = 3_000;
const slowRowsPerSecond = 500;
const slowRemainingMs = 20_000;

/** What to do now so that nothing is called live without proof. Asked once a second. */
export function livenessAct(pulse: Pulse): LivenessAct {
  const { now, ask } = pulse;
  if (pulse.probingSince !== undefined && now - pulse.probingSince >= probeLimitMs) return "dead";
  if (ask === "streamingList") {
    if (isEndMissing(pulse)) return "noEnd";
    if (isSlow(pulse)) return "slow";
  }
  if (ask !== "watch" && now - pulse.lastBatchAt >= stalledAfterMs) return "stalled";
  if (ask === "watch") {
    if (pulse.bookmarksExpected && now - pulse.lastBatchAt > silentAfterMs) return "silent";
    const isDoubtful = pulse.recovering || (!pulse.hadBookmark && now - pulse.acceptedAt >= checkVersionAfterMs);
    if (isDoubtful && !pulse.versionChecked && !pulse.hadProgress) return "checkVersion";
  }
  const proofAt = Math.max(pulse.lastBatchAt, pulse.probedAt ?? pulse.lastBatchAt);
  return pulse.probingSince === undefined && now - proofAt >= probeAfterMs ? "probe" : "nothing";
}

function isEndMissing({ now, acceptedAt, received, total, lastInitialAt }: Pulse): boolean {
  if (received === 0) return now - acceptedAt >= noEndWhenEmptyAfterMs;
  // Rows are missing: the end cannot have come yet.
  if (total !== undefined && received < total * 0.9) return false;
  return now - lastInitialAt >= noEndAfterMs;
}

/** Rows stand for bytes: at 3 KB a row the limit is 1.5 MB/s. */
function isSlow({ now, acceptedAt, received, total, mayCompress }: Pulse): boolean {
  const elapsed = now - acceptedAt;
  if (!mayCompress || total === undefined || elapsed < judgeSpeedAfterMs) return false;
  const rowsPerMs = received / elapsed;
  return rowsPerMs < slowRowsPerSecond / 1_000 && total - received > rowsPerMs * slowRemainingMs;
}

/** Both clocks at one moment, milliseconds. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

const jumpMs = 5_000;
const sleptMs = 10_000;

/** What happened to time between two ticks. */
export interface TimeStep {
  /** The machine or this process stood still so long that open connections cannot be trusted. */
  readonly slept: boolean;
  /** How far the wall clock was moved, milliseconds; 0 when it was not. */
  readonly wallJump: number;
}

/** Compares two ticks that should be `expectedMs` apart. */
export function timeBetween(before: Moment, after: Moment, expectedMs: number): TimeStep {
  const elapsed = after.monotonic - before.monotonic;
  const drift = after.wall - before.wall - elapsed;
  return {
    slept: drift > sleptMs || elapsed - expectedMs > sleptMs,
    wallJump: Math.abs(drift) > jumpMs ? drift : 0,
  };
}
