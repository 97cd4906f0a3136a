import type { Pod } from "../../objects/pod.ts";
import type { Answer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import { namedIn } from "../handlers/named.ts";
import { WatchQueue } from "../handlers/watchQueue.ts";
import type { Kubelets, LogLine } from "../kubelets.ts";
import { pods } from "../resources/pods.ts";
import { logContainer, noLog } from "./logContainer.ts";
import { type LogQuery, logQueryOf } from "./logQuery.ts";

/** The log of a container, as it is or as it goes on (`kubectl logs`). */
export function podLog(kubelets: Kubelets): Handler {
  return ({ server, info, request }: Call): Answer => {
    const query = logQueryOf(request.query, server.time.now());
    const pod = server.registry.mustGet(pods, namedIn(info, pods));
    const container = logContainer(pod, query.container);
    const answer = { type: "bytes", contentType: "text/plain" } as const;
    if (pod.spec.nodeName === undefined) return { ...answer, body: "" };
    const lines = written(kubelets, pod, container, query);
    if (!query.follows || query.isPrevious) return { ...answer, body: textOf(lines, query) };
    return { ...answer, body: (signal) => followed(kubelets, pod, container, query, signal) };
  };
}

/** What is there so far. @throws StatusError BadRequest */
function written(kubelets: Kubelets, pod: Pod, container: string, query: LogQuery): readonly LogLine[] {
  const { isPrevious, since, tailLines } = query;
  const lines = kubelets.logs(pod, container, {
    previous: isPrevious,
    ...(since === undefined ? {} : { since }),
    ...(tailLines === undefined ? {} : { most: tailLines }),
  });
  if (lines === undefined) throw noLog(pod, container, isPrevious);
  return lines;
}

async function* followed(
  kubelets: Kubelets,
  pod: Pod,
  container: string,
  query: LogQuery,
  signal: AbortSignal,
): AsyncIterable<string> {
  const queue = new WatchQueue<LogLine>(linesInFlight, signal);
  const stop = kubelets.followLogs(
    pod,
    container,
    (line) => queue.push(line),
    () => queue.end(),
  );
  let left = query.limitBytes ?? Number.POSITIVE_INFINITY;
  const limited = (lines: readonly LogLine[]) => {
    const text = Buffer.from(textOf(lines, { ...query, limitBytes: left })).toString();
    left -= Buffer.byteLength(text);
    return text;
  };
  try {
    yield limited(written(kubelets, pod, container, query));
    for await (const lines of queue.batches()) {
      yield limited(lines);
      if (left <= 0) return;
    }
  } finally {
    stop();
  }
}

/** So many lines wait for a reader that is slow. */
const linesInFlight = 100_000;

function textOf(lines: readonly LogLine[], { hasTimestamps, limitBytes }: LogQuery): string {
  const text = lines.map(({ at, text: line }) => `${hasTimestamps ? `${timeOf(at)} ` : ""}${line}\n`).join("");
  return limitBytes === undefined || limitBytes >= text.length * 4
    ? text
    : Buffer.from(text).subarray(0, limitBytes).toString();
}

/** RFC 3339 with no more digits than it takes. */
function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0*Z$/, "Z");
}
