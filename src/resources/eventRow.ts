import { plainText } from "../base/plainText.ts";
import { numberOf, objectOf, textOf, timeOf } from "./jsonFields.ts";

/** One Event (core/v1), as far as people read it. Texts are safe for the screen, times milliseconds since the epoch, NaN when absent. */
export interface EventRow {
  /** `namespace/name`. */
  readonly key: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** `Normal`, `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** How often it happened. */
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** `kubelet`. */
  readonly source: string;
  /** `pod/web-1`. */
  readonly object: string;
  /** Which part of it, `spec.containers{main}`; empty for all of it. */
  readonly part: string;
}

/** Reads events from JSON. */
export const eventDecoder = { fromJson: eventFromJson, fromProtobuf: onlyJson };

/** As kubectl reads them (pkg/describe, DescribeEvents; events of the new API have a series instead of a count). */
function eventFromJson(object: unknown): EventRow {
  const event = objectOf(object, "the event");
  const metadata = objectOf(event.metadata, "metadata");
  const about = objectOf(event.involvedObject, "involvedObject");
  const series = objectOf(event.series, "series");
  const eventAt = timeOf(event.eventTime, "eventTime");
  const firstAt = firstKnown(timeOf(event.firstTimestamp, "firstTimestamp"), eventAt);
  const seriesAt = timeOf(series.lastObservedTime, "series.lastObservedTime");
  const namespace = textOf(metadata.namespace, "metadata.namespace");
  const name = textOf(metadata.name, "metadata.name");
  return {
    key: `${namespace}/${name}`,
    uid: textOf(metadata.uid, "metadata.uid"),
    resourceVersion: textOf(metadata.resourceVersion, "metadata.resourceVersion"),
    type: plainText(textOf(event.type, "type")),
    reason: plainText(textOf(event.reason, "reason")),
    message: plainText(textOf(event.message, "message").trim()),
    count: numberOf(series.count, "series.count") || numberOf(event.count, "count") || 1,
    firstAt,
    lastAt: firstKnown(seriesAt, timeOf(event.lastTimestamp, "lastTimestamp"), firstAt),
    source: plainText(
      textOf(event.reportingComponent, "reportingComponent") ||
        textOf(objectOf(event.source, "source").component, "source.component"),
    ),
    object: plainText(`${textOf(about.kind, "involvedObject.kind").toLowerCase()}/${textOf(about.name, "name")}`),
    part: plainText(textOf(about.fieldPath, "involvedObject.fieldPath")),
  };
}

function firstKnown(...times: readonly number[]): number {
  return times.find((time) => !Number.isNaN(time)) ?? Number.NaN;
}

function onlyJson(): never {
  throw new TypeError("protobuf was not asked for");
}

/** The newest first; of two at once the one that was written later. */
export function newestFirst(events: Iterable<EventRow>): readonly EventRow[] {
  return [...events].sort(
    (a, b) => (b.lastAt || 0) - (a.lastAt || 0) || Number(b.resourceVersion) - Number(a.resourceVersion),
  );
}
