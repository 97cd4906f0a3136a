import { plainText } from "../../base/plainText.ts";
import { kubeErrorOf } from "../../kube/kubeError.ts";
import type { ShellEnd } from "../../kube/typed/podShell.ts";
import { exitWords } from "../../resources/exitWords.ts";

/** Where a shell is. */
export interface ShellPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** How it went: as ShellEnd, or somebody left it, or it could not be asked for, or must not. */
export type ShellOutcome =
  | ShellEnd
  | { readonly kind: "left" }
  | { readonly kind: "broken"; readonly error: unknown }
  | { readonly kind: "refused"; readonly why: string };

/** Stands above the shell: how to come back. */
export function shellBanner({ namespace, pod, container }: ShellPlace): string {
  return `${namespace}/${pod}, container ${plainText(container)}: exit or Ctrl-D comes back; ~. on a new line breaks off.`;
}

/** What is said of a shell when it is over; undefined when there is nothing to say. */
export function shellWords(place: ShellPlace, outcome: ShellOutcome): string | undefined {
  const { namespace, pod } = place;
  const container = plainText(place.container);
  const shell = `the shell in ${namespace}/${pod} (${container})`;
  switch (outcome.kind) {
    case "exit":
      return outcome.code === 0
        ? undefined
        : `The shell in ${namespace}/${pod} (${container}) ended: ${exitWords({ exitCode: outcome.code })}.`;
    case "left":
      return `Broke off ${shell}; what ran in it may go on.`;
    case "lost":
      return `The connection to ${shell} was lost; what ran in it may go on.`;
    case "failed":
      return failureWords(place, outcome.why);
    case "broken":
      return `No shell in ${namespace}/${pod}: ${kubeErrorOf(outcome.error).message}`;
    case "refused":
      return outcome.why;
  }
}

function failureWords({ namespace, pod, container: name }: ShellPlace, why: string): string {
  const container = plainText(name);
  // (opencontainers/runc libcontainer, crun exec)
  const hasNone = /executable file .*not found in \$PATH|sh: no such file or directory/.test(why);
  if (hasNone) return `${container} has no shell; kubectl debug --target=${container} brings one along.`;
  return `No shell in ${namespace}/${pod} (${container}): ${why}`;
}
