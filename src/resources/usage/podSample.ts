import { listOf, objectOf, textOf, timeOf } from "../jsonFields.ts";
import { quantityFrom, unitsOf } from "../quantity.ts";

/** What the containers of a pod used when they were measured, in sum (metrics.k8s.io/v1beta1 PodMetrics). */
export interface PodSample {
  /** `namespace/name`: which pod had this name then, nobody says. */
  readonly key: string;
  /** When the time ended over which it was measured, by the node's clock: milliseconds since the epoch. */
  readonly at: number;
  /** How long that was, milliseconds. */
  readonly windowMs: number;
  /** Billionths of a core; NaN when it is not known of a container, as the next. */
  readonly nanocores: number;
  /** The working set. */
  readonly bytes: number;
  readonly containers: readonly string[];
}

/** @throws TypeError naming the field when it is no PodMetrics. */
export function podSampleFrom(object: unknown): PodSample {
  const { metadata, timestamp, window, containers } = objectOf(object, "the metrics");
  const { namespace, name } = objectOf(metadata, "metadata");
  let nanocores = 0;
  let bytes = 0;
  const names = listOf(containers, "containers").map((item) => {
    const container = objectOf(item, "containers[]");
    const { cpu, memory } = objectOf(container.usage, "containers[].usage");
    nanocores += amountFrom(textOf(cpu, "containers[].usage.cpu"), nano);
    bytes += amountFrom(textOf(memory, "containers[].usage.memory"), whole);
    return textOf(container.name, "containers[].name");
  });
  return {
    key: `${textOf(namespace, "metadata.namespace")}/${textOf(name, "metadata.name")}`,
    at: timeOf(timestamp, "timestamp"),
    windowMs: goDurationMs(textOf(window, "window")),
    nanocores: names.length === 0 ? Number.NaN : nanocores,
    bytes: names.length === 0 ? Number.NaN : bytes,
    containers: names,
  };
}

/** How many units each suffix is that kubelets write; powers of ten for the others. */
const nano = { exponent: -9, factors: { n: 1, u: 1e3, m: 1e6, "": 1e9 } } as const;
const whole = { exponent: 0, factors: { "": 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 } } as const;

/** NaN when it is no quantity. Written for speed: it is asked four times and more for every pod. */
function amountFrom(text: string, unit: typeof nano | typeof whole): number {
  const digits = /^\d+/.exec(text)?.[0] ?? "";
  const factor = (unit.factors as Readonly<Record<string, number>>)[text.slice(digits.length)];
  if (digits !== "" && factor !== undefined) return Number(digits) * factor;
  const quantity = quantityFrom(text);
  return quantity === undefined ? Number.NaN : unitsOf(quantity, unit.exponent);
}

const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};

/** Milliseconds of `1m0.5s`, as Go writes a duration; NaN when it is none. */
function goDurationMs(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:h|m|s|ms|us|µs|ns))+$/.test(text)) return Number.NaN;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) sum += Number(count) * (unitMs[unit ?? ""] ?? 0);
  return sum;
}
