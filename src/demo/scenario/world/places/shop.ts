import { days, hours, minutes, seconds } from "../../span.ts";
import { crashLoop, done, restarted, well } from "../pasts.ts";
import type { PlaceOf } from "../place.ts";
import type { PodPast } from "../podPast.ts";
import { dueAt, past, service, steady, task } from "../workloads.ts";

const namespace = "shop";
const sitemap = task(namespace, "sitemap");
const cart = service(namespace, "cart", { env: { STORE: "redis://cart-store:6379/0" } });
const recommendations = service(namespace, "recommendations", { memory: 200, env: { MODEL: "also-bought-7" } });
const checkout = service(namespace, "checkout", { cpu: 150, env: { PAYMENTS: "http://payments-api.payments:8080" } });

/** What customers see. */
export const shop: PlaceOf = ({ random, now }) => {
  const oldRestart = { agoMs: days(2) + hours(4), ranMs: hours(31), exitCode: 1, reason: "Error" };
  return {
    namespace,
    ageMs: days(41),
    deployments: [
      steady(
        service(namespace, "storefront", { cpu: 200, memory: 192, memoryLimit: 384 }),
        4,
        { "v3.17.2": days(23), "v3.18.0": days(9), "v3.18.1": days(2) + hours(5) },
        random,
      ),
      steady(checkout, 4, { "v2.2.9": days(17), "v2.3.0": days(12), "v2.3.1": days(3) + hours(1) }, random),
      steady(
        service(namespace, "catalog", { memory: 256, memoryLimit: 512 }),
        3,
        { "v5.0.4": days(19), "v5.1.0": hours(26) },
        random,
      ),
      steady(service(namespace, "image-resizer", { cpu: 250, memory: 256 }), 1, { "v1.0.3": days(11) }, random),
      {
        app: cart,
        replicas: 3,
        ageMs: days(40),
        revisions: [
          ...past({ "v1.9.3": days(40) }),
          {
            version: "v1.10.0",
            ageMs: days(5) + hours(3),
            pods: [...well(2, days(5) + hours(3), random), restarted(days(5) + hours(2), "cart", 3, oldRestart)],
          },
        ],
      },
      {
        app: recommendations,
        replicas: 2,
        ageMs: days(25),
        revisions: [
          ...past({ "v0.8.6": days(25) }),
          {
            version: "v0.9.0",
            ageMs: hours(5) + minutes(12),
            pods: [
              killedForMemory(hours(5) + minutes(12), 49, seconds(random.between(100, 140))),
              killedForMemory(hours(5) + minutes(11), 48, seconds(random.between(270, 285))),
            ],
          },
        ],
      },
    ],
    jobs: [hours(8) + minutes(13)].map((ageMs) => ({
      app: dueAt(sitemap, now - ageMs),
      version: "v2.0.1",
      ageMs,
      endedMs: ageMs - seconds(52),
      pods: [done("sitemap", ageMs, seconds(47))],
    })),
  };
};

/** Its memory grows with what it is asked until it has reached its limit. */
function killedForMemory(ageMs: number, restarts: number, agoMs: number): PodPast {
  const last = { agoMs, ranMs: seconds(76), exitCode: 137, reason: "OOMKilled" };
  return { ageMs, containers: { recommendations: crashLoop(restarts, last) } };
}
