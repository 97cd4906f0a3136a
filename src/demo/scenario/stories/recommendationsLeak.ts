import { iso, once } from "../images/logLines.ts";
import { image, saltOf } from "../images/programs.ts";
import { voices } from "../images/voices.ts";
import { seconds } from "../span.ts";
import type { Story } from "../step.ts";

const mebibyte = 1024 * 1024;
const lifetimeMs = seconds(76);

/** It keeps what it has answered, until it has reached its limit and is killed; and so on. Nobody has found out yet. */
export const recommendationsLeak: Story = {
  images: [
    image("registry.demo/shop/recommendations:v0.9.0", (run) => {
      const limit = run.memoryLimit ?? 256 * mebibyte;
      const begin = limit * 0.3;
      return {
        readyMs: 4000,
        stopMs: 700,
        usage: {
          cpuMillicores: 180,
          memoryBytes: begin,
          memoryBytesPerSecond: ((limit - begin) / lifetimeMs) * 1000,
        },
        end: { afterMs: lifetimeMs, exitCode: 137, reason: "OOMKilled" },
        log: [
          ...voices.recommendations.voice(saltOf(run)),
          ...[0.25, 0.5, 0.75, 0.9, 0.97].map((part) =>
            once(lifetimeMs * part, (now) => {
              const entries = Math.round(part * 412_000);
              const used = Math.round((begin + (limit - begin) * part) / mebibyte);
              return `${iso(now)} WARN cache: ${entries} entries, nothing evicted, heap ${used} MiB of ${limit / mebibyte} MiB`;
            }),
          ),
        ],
      };
    }),
  ],
  steps: [],
};
