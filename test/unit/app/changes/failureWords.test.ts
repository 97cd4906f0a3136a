import { expect, test } from "vitest";
import { failingOf } from "../../../../src/app/changes/failureWords.ts";
import { type Failure, KubeError, type StatusCause } from "../../../../src/kube/kubeError.ts";

const refusal = (failure: Failure, code: number, message: string, causes: readonly StatusCause[] = []) =>
  new KubeError(failure, message, { status: { code, reason: "", message, causes } });
const budget = {
  reason: "DisruptionBudget",
  message: "The disruption budget web needs 2 healthy pods and has 2 currently",
};

test.each([
  {
    what: "a pod that is gone",
    error: refusal("notFound", 404, 'pods "web-1" not found'),
    failing: { kind: "gone", words: "It was gone already." },
  },
  {
    what: "another pod of the same name",
    error: refusal("unsupported", 409, "Precondition failed: UID in precondition: a, UID in object meta: b"),
    failing: { kind: "gone", words: "It was gone already, and another has its name now, which was left alone." },
  },
  {
    what: "another owner of the same name",
    error: refusal(
      "unsupported",
      422,
      'Deployment.apps "web" is invalid: metadata.uid: Invalid value: "a": field is immutable',
    ),
    failing: { kind: "gone", words: "It was gone already, and another has its name now, which was left alone." },
  },
  {
    what: "something that is invalid, which its causes only say again",
    error: refusal("unsupported", 422, "it is invalid: spec.x: Required value", [
      { reason: "", message: "Required value" },
    ]),
    failing: { kind: "refused", words: "it is invalid: spec.x: Required value." },
  },
  {
    what: "another conflict",
    error: refusal("unsupported", 409, "the object has been modified"),
    failing: { kind: "refused", words: "the object has been modified." },
  },
  {
    what: "a right that is missing",
    error: refusal("forbidden", 403, 'pods "web-1" is forbidden: User "eve" cannot delete resource "pods"'),
    failing: { kind: "refused", words: 'pods "web-1" is forbidden: User "eve" cannot delete resource "pods".' },
  },
  {
    what: "a disruption budget",
    error: refusal("throttled", 429, "Cannot evict pod as it would violate the pod's disruption budget.", [budget]),
    failing: {
      kind: "refused",
      words:
        "Cannot evict pod as it would violate the pod's disruption budget. The disruption budget web needs 2 healthy pods and has 2 currently. Try again when more of its pods are ready.",
    },
  },
  {
    what: "a server that asks to wait",
    error: new KubeError("throttled", "too many requests", { retryAfterMs: 7_000 }),
    failing: { kind: "refused", words: "too many requests. Try again in 7 s." },
  },
  {
    what: "a connection that was never there",
    error: new KubeError("unreachable", "prod:6443 refused the connection: nothing listens there.", {
      advice: "Look.",
    }),
    failing: { kind: "refused", words: "prod:6443 refused the connection: nothing listens there. Look." },
  },
  {
    what: "an answer that never came",
    error: new KubeError("unreachable", "prod:6443 has not answered for 30 s.", { isUnanswered: true }),
    failing: {
      kind: "unknown",
      words: "prod:6443 has not answered for 30 s. Nobody knows whether it was done: watch the row.",
    },
  },
  {
    what: "a server that failed on the way",
    error: refusal("server", 504, "request did not complete within 34s"),
    failing: {
      kind: "unknown",
      words: "request did not complete within 34s. Nobody knows whether it was done: watch the row.",
    },
  },
  { what: "a mistake", error: new Error("oops"), failing: { kind: "refused", words: "oops" } },
])("$what is $failing.kind", ({ error, failing }) => {
  expect(failingOf(error)).toEqual(failing);
});
