/** The facts of a tour, in the quiet state of a cluster that answers, changed as a test wants. */
import { tourLines } from "../../src/app/behind/tour.ts";
import type { TourFacts } from "../../src/app/behind/tourFacts.ts";
import { nothingFound } from "../../src/app/inquiry.ts";
import { noSelectors } from "../../src/app/scope.ts";
import { plainOf } from "../../src/app/text/textLines.ts";
import { Traffic } from "../../src/app/traffic.ts";
import { TraceRecorder } from "../../src/kube/wire/traceRecorder.ts";
import type { TraceListener, TransportTrace } from "../../src/kube/wire/transportTrace.ts";
import { Ages } from "../../src/resources/page/section.ts";
import { accessOf } from "./accessOf.ts";
import { FakeClock } from "./fakeClock.ts";

export const server = "https://10.20.30.40:6443";
export const streamUrl = `${server}/api/v1/namespaces/shop/pods?watch=true&allowWatchBookmarks=true&timeoutSeconds=431&sendInitialEvents=true`;
/** The clock of every stage begins here. */
export const tourStart = Date.UTC(2026, 0, 5, 10, 0, 0);

export const route: NonNullable<TransportTrace["connection"]> = {
  address: "10.20.30.40:6443",
  tls: "TLSv1.3",
  certificateUntil: Date.UTC(2026, 11, 1),
  reused: false,
};

/** Requests that take no time, and `hear` hears of. */
export class RequestStage {
  readonly clock: FakeClock;
  #ids = 0;

  constructor(clock = new FakeClock()) {
    this.clock = clock;
  }

  /** Its headers have come, over a new connection. */
  answered(url: string, hear: TraceListener, answer: { status?: number; mediaType?: string; encoding?: string } = {}) {
    const recorder = this.begun(url, hear);
    const { status = 200, mediaType = "application/vnd.kubernetes.protobuf;stream=watch", encoding = "" } = answer;
    recorder.step("credentials");
    recorder.step("tcp");
    recorder.connected(route);
    recorder.headers(status, mediaType, encoding);
    return recorder;
  }

  begun(url: string, hear: TraceListener): TraceRecorder {
    return new TraceRecorder({ id: ++this.#ids, method: "GET", url }, this.clock, [hear]);
  }
}

/** What a view of pods in `shop` knows that is live. */
export function tourFacts(change: Partial<TourFacts> = {}): TourFacts {
  const now = change.now ?? tourStart + 60_000;
  return {
    sync: { phase: "live", verifiedAt: tourStart + 59_000 },
    access: accessOf(server, {
      context: "prod-eu",
      cluster: "prod-eu-1",
      user: "oncall",
      namespace: "shop",
      files: ["/home/ada/.kube/config"],
      tls: { ca: "PEM", serverName: undefined, insecure: false },
    }),
    certificateUntil: undefined,
    scope: { namespace: "shop", selectors: noSelectors },
    findings: { ...nothingFound, facts: { version: "v1.35.4", skewMs: 0 } },
    traffic: new Traffic(),
    answers: { identity: undefined, list: undefined, watch: undefined },
    pod: undefined,
    requests: [],
    now,
    monotonic: now - tourStart,
    ages: new Ages(now),
    ...change,
  };
}

/** The tour as text, the lines that belong to one told thing joined. */
export function tourText(facts: TourFacts): string {
  const text = tourLines(facts).map(plainOf).join("\n");
  return text.replaceAll(/\n {14}(?! )/g, " ");
}
