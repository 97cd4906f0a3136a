import type { Clock } from "../base/clock.ts";
import { KubeError } from "../kube/kubeError.ts";
import type { LogRequest } from "../kube/wire/podLogs.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { Cluster } from "./cluster.ts";
import { DescribeContent } from "./describe/describeContent.ts";
import { EventsContent } from "./events/eventsContent.ts";
import type { Command } from "./keymap.ts";
import type { Layer } from "./layer.ts";
import { LogContent, type LogParts } from "./logs/logContent.ts";
import { markedPods, onePod, podsOfOwner } from "./logs/logScope.ts";
import type { Navigator } from "./navigator.ts";
import { PageContent, type PageParts } from "./page/pageContent.ts";
import { PodFollower } from "./podFollower.ts";
import { type ReplayTimes, RowContent } from "./replay/rowContent.ts";
import type { Session } from "./session.ts";
import type { TextContent, TextHost } from "./text/textContent.ts";
import { type TextOutlet, textLayer } from "./text/textLayer.ts";
import { YamlContent } from "./text/yamlContent.ts";

/** What the views of one pod need of the dashboard. */
export interface PodViewDeps {
  readonly navigator: Navigator;
  readonly clock: Clock;
  redraw(): void;
  drawNow(): void;
  say(text: string): void;
  /** The commands with the keys that the user chose. */
  rebound<Context>(commands: readonly Command<Context>[]): readonly Command<Context>[];
  readonly outlet: TextOutlet;
}

/** What opens for one pod. */
export class PodViews {
  readonly #deps: PodViewDeps;

  constructor(deps: PodViewDeps) {
    this.#deps = deps;
  }

  yaml(pod: PodRow, session: Session): Layer {
    const { rebound } = this.#deps;
    return this.#text(
      (host) => new YamlContent({ follower: this.#follower(pod, session), sync: session.sync, rebound }, host),
    );
  }

  /** Of the pod, and when it is asked for of all pods of its owner. */
  logs(pod: PodRow, session: Session): Layer {
    const owner = podsOfOwner(pod);
    return this.#logs(owner === undefined ? [onePod(pod)] : [onePod(pod), owner], session);
  }

  /** Of several pods, in the order of time. */
  logsOfMarked(pods: readonly PodRow[], session: Session): Layer {
    return this.#logs([markedPods(pods)], session);
  }

  #logs(scopes: LogParts["scopes"], session: Session): Layer {
    const { navigator, clock, rebound } = this.#deps;
    const { sync, table } = session;
    const follow = (pod: PodRow) => this.#follower(pod, session);
    const stream = (request: LogRequest, signal: AbortSignal) => logsOf(navigator.place.cluster, request, signal);
    return this.#text((host) => new LogContent({ scopes, sync, table, follow, rebound, clock, stream }, host));
  }

  page(pod: PodRow, session: Session): Layer {
    const parts = this.#pageParts(pod, session);
    return this.#text((host) => new PageContent(parts, host));
  }

  /** The page of a pod of a recording. */
  recordedPage(pod: PodRow, session: Session, times: ReplayTimes): Layer {
    return this.#text((host) => new RowContent(pod, session.table, times, host));
  }

  description(pod: PodRow, session: Session): Layer {
    const parts = this.#pageParts(pod, session);
    return this.#text((host) => new DescribeContent(parts, host));
  }

  #pageParts(pod: PodRow, session: Session): PageParts {
    const { navigator, clock, rebound } = this.#deps;
    return {
      follower: this.#follower(pod, session),
      sync: session.sync,
      rebound,
      clock,
      followEvents: navigator.followEvents,
      cluster: () => navigator.place.cluster,
      serverTime: (now) => now + navigator.skewMs,
    };
  }

  events(pod: PodRow): Layer {
    return this.#events(pod.key, pod.namespace, pod.uid);
  }

  eventsOfNamespace(namespace: string): Layer {
    return this.#events(namespace, namespace, undefined);
  }

  #events(subject: string, namespace: string, uid: string | undefined): Layer {
    const { navigator, clock } = this.#deps;
    const follow = navigator.followEvents;
    const skewMs = () => navigator.skewMs;
    return this.#text((host) => new EventsContent({ subject, namespace, uid, follow, now: clock.now, skewMs }, host));
  }

  #text(create: (host: TextHost) => TextContent): Layer {
    const { clock } = this.#deps;
    return textLayer(create, { ...this.#deps, monotonic: () => clock.monotonic() });
  }

  #follower(pod: PodRow, session: Session): PodFollower {
    const { navigator, clock } = this.#deps;
    return new PodFollower(pod, { session, clock, read: (row, signal) => navigator.podObject(row, signal) });
  }
}

function logsOf(
  cluster: Cluster | undefined,
  request: LogRequest,
  signal: AbortSignal,
): AsyncIterable<readonly string[]> {
  if (cluster === undefined) throw new KubeError("unreachable", "there is no cluster");
  return cluster.logs(request, signal);
}
