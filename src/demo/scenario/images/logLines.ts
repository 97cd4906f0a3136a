import type { LogRule } from "../../kubelet/image.ts";
import { Random } from "../../random.ts";

/** What a program writes while all is well. `salt` differs from run to run. */
export type LogVoice = (salt: number) => readonly LogRule[];

/** A line that a program writes again and again. @param random its own for this line. */
type Line = (random: Random, atMs: number, count: number) => string;

/** Lines of HTTP requests, as web servers write them. */
export function accessLog(paths: readonly string[], everyMs = 1300): LogVoice {
  const line: Line = (random, atMs) => {
    const status = random.next() < 0.97 ? 200 : random.pick([204, 304, 404, 499]);
    const path = withNumbers(random.pick(paths), random);
    const took = Math.ceil(random.between(1, 9) ** 2);
    const bytes = Math.floor(random.between(180, 9000));
    return `${clientOf(random)} - - [${commonTime(atMs)}] "GET ${path} HTTP/1.1" ${status} ${bytes} "-" "${random.pick(agents)}" ${took}ms`;
  };
  return (salt) => [once(0, (atMs) => `${iso(atMs)} listening on :8080`), ...often(line, everyMs, salt)];
}

/** One JSON object a line. */
export function jsonLog(messages: readonly string[], everyMs = 2100): LogVoice {
  const entry = (atMs: number, level: string, msg: string, more: object = {}) =>
    JSON.stringify({ time: iso(atMs), level, msg, ...more });
  const line: Line = (random, atMs) => {
    const isSlow = random.next() < 0.03;
    const duration = Math.floor(isSlow ? random.between(900, 2400) : random.between(2, 60));
    const trace = random.uuid().slice(0, 8);
    const message = isSlow ? "slow request" : random.pick(messages);
    return entry(atMs, isSlow ? "warn" : "info", message, { trace, duration_ms: duration });
  };
  return (salt) => [
    once(0, (atMs) => entry(atMs, "info", "starting")),
    once(900, (atMs) => entry(atMs, "info", "ready", { port: 8080 })),
    ...often(line, everyMs, salt),
  ];
}

/** As services on a Java virtual machine write. */
export function javaLog(logger: string, messages: readonly string[], everyMs = 1700): LogVoice {
  const line: Line = (random, atMs) => {
    const thread = `nio-8080-exec-${Math.ceil(random.between(0, 10))}`;
    return javaLine(
      atMs,
      random.next() < 0.02 ? "WARN" : "INFO",
      thread,
      logger,
      withNumbers(random.pick(messages), random),
    );
  };
  return (salt) => [
    once(0, (atMs) => javaLine(atMs, "INFO", "main", logger, "Starting with PID 1")),
    once(2600, (atMs) => javaLine(atMs, "INFO", "main", logger, "Started in 2.583 seconds")),
    ...often(line, everyMs, salt),
  ];
}

/** As components of Kubernetes write. */
export function klog(file: string, messages: readonly string[], everyMs = 4700): LogVoice {
  const line: Line = (random, atMs) => {
    const text = withNumbers(random.pick(messages), random);
    return `I${klogTime(atMs)}       1 ${file}:${Math.floor(random.between(80, 420))}] ${text}`;
  };
  return (salt) => [
    once(0, (atMs) => `I${klogTime(atMs)}       1 ${file}:61] "Starting"`),
    ...often(line, everyMs, salt),
  ];
}

export function once(atMs: number, text: (atMs: number) => string): LogRule {
  return { atMs, text: (_, now) => text(now) };
}

/** An RFC 3339 time in ms. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function javaLine(atMs: number, level: string, thread: string, logger: string, message: string): string {
  const time = iso(atMs).replace("T", " ").replace("Z", "");
  return `${time} ${level.padStart(5)} 1 --- [${thread.padStart(15).slice(-15)}] ${logger.padEnd(36)} : ${message}`;
}

function often(line: Line, everyMs: number, salt: number): readonly LogRule[] {
  // Two rhythms, so that lines do not come like a clock's.
  const rule = (every: number, part: string): LogRule => ({
    atMs: every,
    everyMs: every,
    text: (count, atMs) => line(new Random(salt, `${part} ${count}`), atMs, count),
  });
  return [rule(everyMs, "a"), rule(Math.round(everyMs * 2.7), "b")];
}

/** `#` stands for a number. */
function withNumbers(text: string, random: Random): string {
  return text.replace(/#/g, () => String(Math.floor(random.between(1000, 99_999))));
}

function clientOf(random: Random): string {
  return `10.${Math.floor(random.between(64, 66))}.${Math.floor(random.between(0, 5))}.${Math.floor(random.between(2, 40))}`;
}

const agents = ["shop-web/3.18", "shop-app/9.2 (android)", "shop-app/9.2 (ios)", "Mozilla/5.0"];

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `24/Nov/2026:11:30:02 +0000`. */
function commonTime(ms: number): string {
  const text = iso(ms);
  return `${text.slice(8, 10)}/${months[new Date(ms).getUTCMonth()]}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`;
}

/** `1124 11:30:02.123000`. */
function klogTime(ms: number): string {
  const text = iso(ms);
  return `${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 23)}000`;
}
