import { quantityFrom, unitsOf } from "../../resources/quantity.ts";
import type { Container, Pod, PodSpec } from "../objects/pod.ts";

/** Amounts by resource: `cpu` in millicores, the rest in whole units (bytes, devices, pods). */
export type Amounts = Readonly<Record<string, number>>;

type Quantities = Readonly<Record<string, string>>;

export function amountsOf(quantities: Quantities = {}): Amounts {
  return Object.fromEntries(
    Object.entries(quantities).map(([name, text]) => {
      const quantity = quantityFrom(String(text));
      return [name, quantity === undefined ? 0 : unitsOf(quantity, name === "cpu" ? -3 : 0)];
    }),
  );
}

/** What a pod takes of its node, and what it counts for when nodes are compared. */
export interface Requests {
  readonly needed: Amounts;
  /** CPU and memory with a default for containers that ask for none (kube-scheduler NonMissingContainerRequests). */
  readonly weighed: Amounts;
}

/** Pods of one template share their containers, so they share what is read of them. */
const known = new WeakMap<
  readonly Container[],
  { readonly init: readonly Container[] | undefined; readonly requests: Requests }
>();

/** All its containers at once, or the hungriest moment of its start, if that is more (component-helpers resource PodRequests). */
export function requestsOf({ spec }: Pod): Requests {
  const found = known.get(spec.containers);
  if (found !== undefined && found.init === spec.initContainers) return found.requests;
  const needed = total(spec, requestsOfContainer);
  const weighed = total(spec, (container) => ({
    ...defaults,
    ...requestsOfContainer(container),
  }));
  const requests = { needed: { ...needed, pods: 1 }, weighed };
  known.set(spec.containers, { init: spec.initContainers, requests });
  return requests;
}

const defaults: Amounts = { cpu: 100, memory: 200 * 1024 * 1024 };

function requestsOfContainer({ resources }: Container): Amounts {
  return amountsOf({ ...resources?.limits, ...resources?.requests });
}

function total({ containers, initContainers = [] }: PodSpec, of: (container: Container) => Amounts): Amounts {
  let sidecars: Amounts = {};
  let start: Amounts = {};
  for (const container of initContainers) {
    const during = plus(sidecars, of(container));
    if (container.restartPolicy === "Always") sidecars = during;
    start = larger(start, during);
  }
  return larger(containers.map(of).reduce(plus, sidecars), start);
}

export function plus(one: Amounts, other: Amounts): Amounts {
  const sum: Record<string, number> = { ...one };
  for (const [name, amount] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

function larger(one: Amounts, other: Amounts): Amounts {
  const most: Record<string, number> = { ...one };
  for (const [name, amount] of Object.entries(other)) most[name] = Math.max(most[name] ?? 0, amount);
  return most;
}
