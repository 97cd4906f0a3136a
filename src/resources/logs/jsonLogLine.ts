import { plainText } from "../../base/plainText.ts";
import type { Tone } from "../../table/column.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { isObject, type JsonObject } from "../jsonFields.ts";

/** Names that loggers use (zap, logrus, zerolog, slog, pino, bunyan, log4j, python-json-logger, Stackdriver). */
const levelNames = ["level", "severity", "lvl", "levelname", "log.level"];
const messageNames = ["msg", "message", "event", "log"];
const timeNames: ReadonlySet<string> = new Set(["time", "ts", "timestamp", "@timestamp", "date", "asctime", "t"]);

/** Levels of pino and bunyan. */
const numberedLevels: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

const tones: readonly (readonly [RegExp, Tone])[] = [
  [/^(err|fatal|crit|alert|emerg|panic|dpanic|severe)/i, "bad"],
  [/^warn/i, "warning"],
  [/^(debug|trace|fine)/i, "muted"],
];

/**
 * A JSON object as people read a log: level, message, then the rest as `key=value`; its time is left out, since every line has one.
 * Undefined when the line is none, or has no message.
 */
export function jsonLogLine(text: string): StyledLine | undefined {
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const entry = objectIn(text);
  if (entry === undefined) return undefined;
  const levelName = levelNames.find((name) => isScalar(entry[name]));
  const messageName = messageNames.find((name) => typeof entry[name] === "string");
  if (messageName === undefined) return undefined;
  const level = levelName === undefined ? "" : levelOf(entry[levelName]);
  const tone = tones.find(([words]) => words.test(level))?.[1] ?? "normal";
  const rest = Object.entries(entry).filter(
    ([name]) => name !== levelName && name !== messageName && !timeNames.has(name),
  );
  return [
    ...(level === ""
      ? []
      : [styled(plainText(level.toUpperCase().padEnd(5)), { tone, bold: tone !== "muted" }), styled(" ")]),
    styled(plainText(String(entry[messageName]).trimEnd()), tone === "muted" ? { dim: true } : {}),
    ...rest.flatMap(([name, value]) => [
      styled(`  ${plainText(name)}=`, { dim: true }),
      styled(plainText(valueText(value)), /^err/i.test(name) ? { tone: "bad" } : {}),
    ]),
  ];
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function levelOf(value: unknown): string {
  return typeof value === "number" ? (numberedLevels[value] ?? String(value)) : String(value);
}

function valueText(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}
