import { KubeError } from "../../kube/kubeError.ts";

/** What became of something that was not simply done. */
export interface Failing {
  /** `refused` it did not happen; `gone` there is nothing left that it could happen to; `unknown` nobody knows. */
  readonly kind: "refused" | "gone" | "unknown";
  /** What happened, in the server's words where it has some, and what to do. The same for the same reason. */
  readonly words: string;
}

/** @param error what sending it threw. */
export function failingOf(error: unknown): Failing {
  if (!(error instanceof KubeError))
    return { kind: "refused", words: error instanceof Error ? error.message : String(error) };
  const { failure, status, message } = error;
  const code = status?.code ?? 0;
  if (failure === "notFound") return { kind: "gone", words: "It was gone already." };
  if (isAnotherUid(error)) {
    return { kind: "gone", words: "It was gone already, and another has its name now, which was left alone." };
  }
  if (error.isUnanswered || code >= 500) {
    return { kind: "unknown", words: `${sentence(message)} Nobody knows whether it was done: watch the row.` };
  }
  const causes = (status?.causes ?? []).map((cause) => cause.message).filter((text) => !message.includes(text));
  const words = [message, ...causes];
  return { kind: "refused", words: [...words.map(sentence), ...wayOut(error)].join(" ") };
}

/** A precondition of ours is nothing but a uid. In a patch the server takes it for an attempt to change it. */
function isAnotherUid({ status }: KubeError): boolean {
  if (status?.code === 422) return status.message.includes("metadata.uid: Invalid value");
  return status?.code === 409 && /precondition/i.test(status.message);
}

function wayOut({ failure, status, retryAfterMs, advice }: KubeError): readonly string[] {
  if (status?.causes.some(({ reason }) => reason === "DisruptionBudget")) {
    return ["Try again when more of its pods are ready."];
  }
  if (failure === "throttled") {
    const when = retryAfterMs === undefined ? "later" : `in ${Math.ceil(retryAfterMs / 1000)} s`;
    return [`Try again ${when}.`];
  }
  return advice === undefined ? [] : [advice];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
