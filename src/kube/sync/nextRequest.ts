import type { KubeError } from "../kubeError.ts";
import type { ResyncReason } from "./cursor.ts";
import type { Outcome } from "./outcome.ts";

/** Why everything is listed again, as the header says it. */
export const resyncWords: Readonly<Record<ResyncReason, string>> = {
  historyExpired: "the history expired",
  versionWentBack: "the server went back in time",
  undecodable: "an event could not be read",
  storeReadError: "the server could not read an object",
  countMismatch: "the number of rows was not the server's",
  uidConflict: "an object was replaced unseen",
  watchFails: "the watch keeps failing",
};

/** Why a request is followed by another one; undefined where that is the plan: a list that is complete. */
export function whyAnother(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case "synced":
    case "listed":
      return undefined;
    case "ended":
      return `the server ended it after ${Math.floor(outcome.lastedMs / 1000)} s`;
    case "failed":
      return failureWords(outcome.error);
    case "lost":
      return resyncWords[outcome.reason];
    case "slow":
      return "the line is slow, and a packed list is faster";
    case "noEnd":
      return "the server never said that the list was complete";
    case "resumed":
      return "this machine slept";
    case "asked":
      return "you asked for it";
  }
}

function failureWords({ failure, message }: KubeError): string {
  return failure === "gone" ? `${resyncWords.historyExpired}: ${message}` : message;
}
