import { iso, once } from "../images/logLines.ts";
import { failingImage } from "../images/programs.ts";
import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const deployment = { namespace: "payments", name: "payments-api" };
const version = (tag: string) => `registry.demo/payments/payments-api:${tag}`;

const line =
  (level: string, message: string, more: object = {}) =>
  (now: number) =>
    JSON.stringify({ time: iso(now), level, msg: message, ...more });

/** A version that wants to be told something more than the one before it: nobody does, so it ends again and again. */
export const paymentsConfig: Story = {
  images: [
    failingImage(version("v1.9.0"), { afterMs: 2200, exitCode: 1, reason: "Error" }, [
      once(100, line("info", "starting payments-api", { version: "v1.9.0" })),
      once(600, line("info", "database reachable", { host: "ledger-db", port: 5432 })),
      once(1900, line("error", "configuration is incomplete", { missing: ["FX_RATES_URL"] })),
      once(2000, line("fatal", "cannot start: environment variable FX_RATES_URL is not set", { exit: 1 })),
    ]),
  ],
  steps: [
    { at: seconds(14), does: "setImage", deployment, images: { "payments-api": version("v1.9.0") } },
    { at: minutes(6), does: "setImage", deployment, images: { "payments-api": version("v1.8.3") } },
  ],
};
