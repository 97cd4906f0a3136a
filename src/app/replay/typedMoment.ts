import type { ReplayPosition } from "./replayPosition.ts";

/** Milliseconds of each unit that can be typed. */
const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const dayMs = 24 * 3_600_000;

/**
 * The moment that `text` speaks of: `14:02` and `14:02:11` of the day that is shown or the nearest one that was recorded, in local
 * time; `+5m`, `-30s`, `+1h30m` from the moment that is shown; `start` and `end`. Undefined when it speaks of none.
 */
export function typedMoment(text: string, { at, startsAt, endsAt }: ReplayPosition): number | undefined {
  if (text === "start") return startsAt;
  if (text === "end") return endsAt;
  const [, sign, steps] = /^([+-])((?:\d+[smh])+)$/.exec(text) ?? [];
  if (steps !== undefined) {
    const ms = [...steps.matchAll(/(\d+)([smh])/g)].reduce(
      (sum, [, count, unit = ""]) => sum + Number(count) * (unitMs[unit] ?? 0),
      0,
    );
    return sign === "-" ? at - ms : at + ms;
  }
  const [, hours, minutes, seconds = "0"] = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  if (minutes === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const sameDay = new Date(at).setHours(Number(hours), Number(minutes), Number(seconds), 0);
  const isRecorded = (time: number) => time >= startsAt - 60_000 && time <= endsAt + 60_000;
  return [sameDay, sameDay - dayMs, sameDay + dayMs].find(isRecorded) ?? sameDay;
}
