import { type StyledLine, styled } from "../table/look.ts";
import { widthOf } from "../table/textWidth.ts";
import { durationText } from "./duration.ts";
import type { EventRow } from "./eventRow.ts";

/** Columns of a list of events, as wide as what is in them. */
export interface EventColumns {
  readonly type: number;
  readonly reason: number;
  /** 0 leaves the object out, where it is the same for all. */
  readonly object: number;
}

const ageColumns = 20;
const mostObject = 40;

export function eventColumns(events: readonly EventRow[], showsObjects: boolean): EventColumns {
  const widest = (text: (event: EventRow) => string) =>
    events.reduce((most, one) => Math.max(most, widthOf(text(one))), 0);
  return {
    type: widest(({ type }) => type),
    reason: widest(({ reason }) => reason),
    object: showsObjects
      ? Math.min(
          mostObject,
          widest(({ object }) => object),
        )
      : 0,
  };
}

/** `4m35s (x7 over 12m)  Warning  BackOff  Back-off restarting failed container`; `now` is the server's clock. */
export function eventLine(event: EventRow, { type, reason, object }: EventColumns, now: number): StyledLine {
  const tone = event.type === "Normal" ? {} : ({ tone: "warning" } as const);
  return [
    styled(`${eventAge(event, now).padEnd(ageColumns)}  `, { dim: true }),
    styled(`${event.type.padEnd(type)}  ${event.reason.padEnd(reason)}  `, tone),
    ...(object === 0 ? [] : [styled(`${event.object.padEnd(object)}  `)]),
    styled(event.message),
  ];
}

/** As kubectl describe says it (pkg/describe, translateTimestampSince and the count). */
export function eventAge({ firstAt, lastAt, count }: EventRow, now: number): string {
  const age = ageText(lastAt, now);
  return count > 1 ? `${age} (x${count} over ${ageText(firstAt, now)})` : age;
}

function ageText(time: number, now: number): string {
  return Number.isNaN(time) ? "<unknown>" : durationText(now - time);
}
