import { plainText } from "../base/plainText.ts";
import { exitWords } from "./exitWords.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "./jsonFields.ts";

/** A container to do something in. */
export interface ContainerChoice {
  readonly name: string;
  readonly isRunning: boolean;
  /** `running`, `CrashLoopBackOff`, `exit 137 (SIGKILL)`. */
  readonly state: string;
}

const statusFields = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"] as const;

/**
 * The containers of a pod: those that run first, and the one first of all that kubectl takes when none is named
 * (kubectl pkg/cmd/util/podcmd). Init containers that are done are left out. @throws TypeError
 */
export function containerChoices(pod: JsonObject): readonly ContainerChoice[] {
  const status = objectOf(pod.status, "status");
  const annotations = objectOf(objectOf(pod.metadata, "metadata").annotations, "annotations");
  const first = textOf(annotations["kubectl.kubernetes.io/default-container"], "default-container");
  const choices = statusFields.flatMap((field) =>
    listOf(status[field], field)
      .filter(isObject)
      .map(choiceOf)
      .filter(({ isRunning }) => isRunning || field === "containerStatuses"),
  );
  const rank = ({ name, isRunning }: ContainerChoice) => (isRunning ? 2 : 0) + (name === first ? 1 : 0);
  return choices.toSorted((one, other) => rank(other) - rank(one));
}

function choiceOf({ name, state }: JsonObject): ContainerChoice {
  const { running, waiting, terminated } = objectOf(state, "state");
  const isRunning = isObject(running);
  const words = isRunning ? "running" : isObject(terminated) ? exitWords(terminated) : waitingWords(waiting);
  return { name: textOf(name, "name"), isRunning, state: plainText(words) };
}

function waitingWords(waiting: unknown): string {
  return textOf(objectOf(waiting, "waiting").reason, "reason") || "waiting";
}
