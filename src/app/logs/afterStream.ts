import type { KubeError } from "../../kube/kubeError.ts";
import type { LogSource } from "../../resources/logs/logSources.ts";

/** What to do after the stream of a log came to its end, and what to say meanwhile. */
export interface AfterStream {
  readonly state: "ended" | "waiting" | "refused" | "reconnecting";
  /** In the server's words where it has any; empty when there is nothing to say. */
  readonly words: string;
  /** Milliseconds until it is asked for again; undefined is when the pod has changed. */
  readonly againMs: number | undefined;
}

/** A container that starts may take long to be told of. */
const startMs = 5_000;
const refusedMs = 30_000;
const longestMs = 10_000;

/**
 * `error` is undefined for a stream that ended as it should. `tries` counts the streams before this one since the last one that brought
 * something.
 */
export function afterStream(error: KubeError | undefined, source: LogSource | undefined, tries: number): AfterStream {
  const soon = Math.min(longestMs, 500 * 2 ** tries);
  if (error === undefined) {
    // The kubelet ends the stream with the container, and the pod tells of it a moment later.
    if (source?.state === "terminated") return { state: "ended", words: `ended: ${source.words}`, againMs: undefined };
    if (source?.state === "waiting") return { state: "waiting", words: source.words, againMs: undefined };
    return { state: "reconnecting", words: "", againMs: soon };
  }
  switch (error.failure) {
    // 400: the container has not started.
    case "unsupported":
      return { state: "waiting", words: error.message, againMs: startMs };
    case "forbidden":
    case "unauthorized":
      return { state: "refused", words: error.message, againMs: refusedMs };
    case "notFound":
      return { state: "refused", words: error.message, againMs: undefined };
    default:
      return { state: "reconnecting", words: error.message, againMs: error.retryAfterMs ?? soon };
  }
}
