import { hashOf } from "../random.ts";
import type { Life } from "./image.ts";

/** What a run of a container uses at a moment: around what its image says, in gentle waves; a leak grows to its limit. */
export function usageAt(
  { usage }: Life,
  elapsedMs: number,
  { key, memoryLimit }: { readonly key: string; readonly memoryLimit: number | undefined },
): { readonly cpuMillicores: number; readonly memoryBytes: number } {
  const phase = (hashOf(key) / 4_294_967_296) * 2 * Math.PI;
  const wave = (periodMs: number) => Math.sin(phase + (2 * Math.PI * elapsedMs) / periodMs);
  const leaked = ((usage.memoryBytesPerSecond ?? 0) * elapsedMs) / 1000;
  const cpu = usage.cpuMillicores * (1 + 0.2 * wave(300_000) + 0.08 * wave(47_000));
  const memory = usage.memoryBytes * (1 + 0.03 * wave(420_000)) + leaked;
  return {
    cpuMillicores: Math.max(0, Math.round(cpu)),
    memoryBytes: Math.round(Math.min(memory, memoryLimit ?? Number.POSITIVE_INFINITY)),
  };
}
