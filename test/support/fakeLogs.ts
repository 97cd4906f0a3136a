/** Logs that a test writes line by line; it writes down what was asked. */
import type { LogRequest } from "../../src/kube/wire/podLogs.ts";

/** One stream that was asked for. */
export interface FakeLogStream {
  readonly request: LogRequest;
  readonly signal: AbortSignal;
  /** The server accepts, and sends these lines, each with its time. */
  write(...lines: readonly string[]): void;
  end(): void;
  fail(error: Error): void;
}

export class FakeLogs {
  /** Oldest first. */
  readonly streams: FakeLogStream[] = [];

  readonly open = (request: LogRequest, signal: AbortSignal): AsyncIterable<readonly string[]> => {
    const queue: (readonly string[] | "end" | Error)[] = [];
    let tell: () => void = () => {};
    const put = (item: (typeof queue)[number]) => {
      queue.push(item);
      tell();
    };
    this.streams.push({
      request,
      signal,
      write: (...lines) => put(lines),
      end: () => put("end"),
      fail: put,
    });
    signal.addEventListener("abort", () => put(signal.reason), { once: true });
    return (async function* () {
      for (;;) {
        const item = queue.shift();
        if (item === undefined) {
          await new Promise<void>((resolve) => {
            tell = resolve;
          });
        } else if (item === "end") return;
        else if (item instanceof Error) throw item;
        else yield item;
      }
    })();
  };

  /** The newest stream of a container. */
  of(container: string): FakeLogStream {
    const stream = this.streams.findLast(({ request }) => request.container === container);
    if (stream === undefined) throw new Error(`nobody asked for the log of ${container}`);
    return stream;
  }

  /** The newest stream of a pod. */
  ofPod(pod: string): FakeLogStream {
    const stream = this.streams.findLast(({ request }) => request.pod === pod);
    if (stream === undefined) throw new Error(`nobody asked for the log of the pod ${pod}`);
    return stream;
  }

  /** Pods whose streams are followed now. */
  get runningPods(): readonly string[] {
    return this.streams.filter(({ signal }) => !signal.aborted).map(({ request }) => request.pod);
  }

  /** Streams that are followed now. */
  get running(): readonly string[] {
    return this.streams.filter(({ signal }) => !signal.aborted).map(({ request }) => request.container);
  }
}
