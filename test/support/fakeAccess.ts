import type { Right, Verdict } from "../../src/kube/typed/accessReview.ts";

/** A server's answers to what we may do, all of it unless a test says otherwise. Writes down what it was asked. */
export class FakeAccess {
  /** `delete pods shop`, `create pods/eviction shop`. */
  readonly asked: string[] = [];
  /** What it says no to, as in `asked`, with its reason. */
  readonly refused = new Map<string, string>();
  /** Nobody can say: the review itself fails. */
  error: Error | undefined;

  async may({ verb, resource, subresource }: Right, namespace: string): Promise<Verdict> {
    const question = `${verb} ${resource}${subresource === "" ? "" : `/${subresource}`} ${namespace}`;
    this.asked.push(question);
    if (this.error !== undefined) throw this.error;
    const reason = this.refused.get(question);
    return { isAllowed: reason === undefined, reason: reason ?? "" };
  }
}
