import { image, saltOf, usageOf } from "../images/programs.ts";
import { voices } from "../images/voices.ts";
import { hours, seconds } from "../span.ts";
import type { Story } from "../step.ts";

/** For how long it goes on. */
const lastsMs = hours(20);
const everyMs = seconds(150);

/** While it merges its segments it does not answer in time: not ready for a while, again and again. */
export const indexerFlaps: Story = {
  images: [
    image("registry.demo/search/indexer:v1.7.0", (run) => {
      const log = voices.indexer.voice(saltOf(run));
      const offset = run.random.between(0, everyMs);
      const merges = Array.from({ length: Math.floor(lastsMs / everyMs) }, (_, at) => offset + at * everyMs);
      return {
        readyMs: 3000,
        stopMs: 2500,
        usage: usageOf(run),
        log,
        unready: merges.map((fromMs) => ({
          fromMs,
          toMs: fromMs + seconds(38),
          answer: "HTTP probe failed with statuscode: 503",
        })),
      };
    }),
  ],
  steps: [],
};
