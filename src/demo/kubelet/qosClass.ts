import type { Pod, PodStatus } from "../objects/pod.ts";
import { amountOf } from "./amounts.ts";

/** (kubernetes pkg/apis/core/v1/helper/qos) */
export function qosClassOf({ spec }: Pod): NonNullable<PodStatus["qosClass"]> {
  const all = [...spec.containers, ...(spec.initContainers ?? [])];
  const asks = all.flatMap(({ resources }) =>
    counted.map((name) => ({
      request: amountOf(resources?.requests?.[name] ?? resources?.limits?.[name], thousandths),
      limit: amountOf(resources?.limits?.[name], thousandths),
    })),
  );
  if (asks.every(({ request, limit }) => request === 0 && limit === 0)) return "BestEffort";
  return asks.every(({ request, limit }) => limit > 0 && request === limit) ? "Guaranteed" : "Burstable";
}

const counted = ["cpu", "memory"] as const;
const thousandths = -3;
