import type { Clock } from "../../base/clock.ts";
import { LineSplitter } from "../../base/lineSplitter.ts";
import { inTurns } from "./inTurns.ts";
import { podPath } from "./podPath.ts";
import type { Transport } from "./transport.ts";

/** Which part of which log (core/v1 PodLogOptions). */
export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Goes on with what is written later. */
  readonly follow: boolean;
  /** Of the run before the present one. */
  readonly previous: boolean;
  /** The newest so many lines only. */
  readonly tailLines?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  /** RFC 3339, to the second. */
  readonly sinceTime?: string | undefined;
}

/**
 * The lines of a log as they arrive, each with its time before it. The first batch is empty: the server has accepted. Ends when the
 * log does, or the container that was followed. @throws KubeError; what came of a line before the connection broke is left out.
 */
export async function* podLogs(
  { namespace, pod, container, follow, previous, tailLines, sinceSeconds, sinceTime }: LogRequest,
  transport: Transport,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const path = `${podPath(namespace, pod)}/log`;
  const query = { container, follow, previous, timestamps: true, tailLines, sinceSeconds, sinceTime };
  const { body } = await transport.request({ path, query, accept: "*/*", isEndless: follow }, signal);
  yield [];
  const splitter = new LineSplitter();
  for await (const chunk of inTurns(body, clock)) yield splitter.push(chunk);
  yield splitter.end();
}
