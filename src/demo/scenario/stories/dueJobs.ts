import { iso, once } from "../images/logLines.ts";
import { failingImage, taskImage } from "../images/programs.ts";
import { newJob } from "../newObjects.ts";
import { seconds } from "../span.ts";
import type { Story } from "../step.ts";
import { dueAt, task } from "../world/workloads.ts";

const said = (atMs: number, text: string) => once(atMs, (now) => `${iso(now)} ${text}`);

/** Jobs come when they are due: one is done after a while, the other fails each time and is given up. */
export const dueJobs: Story = {
  images: [
    taskImage("registry.demo/search/build-suggestions:v1.7.0", seconds(48)),
    failingImage("registry.demo/payments/settlement:v3.4.0", { afterMs: 21_000, exitCode: 1, reason: "Error" }, [
      said(100, "INFO  settlement: batch of today, 18231 postings"),
      said(900, "INFO  settlement: connecting to bank-gateway.payments:8443"),
      said(10_900, "WARN  settlement: dial tcp 10.96.41.7:8443: connect: connection refused, retrying in 10s"),
      said(20_800, "ERROR settlement: dial tcp 10.96.41.7:8443: connect: connection refused"),
      said(20_900, "ERROR settlement: nothing was settled, giving up"),
    ]),
  ],
  steps: [
    {
      at: seconds(18),
      does: "createJob",
      job: (now) => newJob(dueAt(task("search", "build-suggestions"), now), "v1.7.0"),
    },
    {
      at: seconds(52),
      does: "createJob",
      job: (now) => newJob(dueAt(task("payments", "settlement"), now), "v3.4.0", 2),
    },
  ],
};
