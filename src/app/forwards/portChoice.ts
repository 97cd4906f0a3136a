import type { ContainerPort } from "../../resources/containerPorts.ts";
import type { PickerEntry } from "../picker.ts";
import type { Choice } from "../pickerLayer.ts";
import { type PortPair, portPairFrom } from "./portPair.ts";

/** A port of a pod to forward: one that a container names, or any that is typed. */
export function portChoice(pod: string, ports: readonly ContainerPort[], choose: (pair: PortPair) => void): Choice {
  return {
    title: `Forward a port of ${pod}`,
    hint: () => "Enter opens it; or type LOCAL:REMOTE, :REMOTE for any",
    entries: (typed) => [...ports.map(entryOf), ...typedEntry(typed, ports)],
    choose: (value) => {
      const pair = portPairFrom(value, ports);
      if (pair !== undefined) choose(pair);
    },
  };
}

function entryOf({ port, name, container }: ContainerPort): PickerEntry {
  const detail = name === "" ? container : `${name} of ${container}`;
  return { value: String(port), text: String(port), detail, current: false, recent: false };
}

/** What is typed itself, where no entry says the same. */
function typedEntry(typed: string, ports: readonly ContainerPort[]): readonly PickerEntry[] {
  const pair = portPairFrom(typed, ports);
  if (pair === undefined || ports.some(({ port }) => pair.local === port && pair.remote === port)) return [];
  const detail = `${pair.local === 0 ? "any free port" : pair.local} to ${pair.remote} of the pod`;
  return [{ value: typed, text: typed.trim(), detail, current: false, recent: false, always: true }];
}
