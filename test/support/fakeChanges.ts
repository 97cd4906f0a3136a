import type { PodChange } from "../../src/kube/wire/podChange.ts";

/** A server that does what it is asked, unless a test lets it fail. Writes down what was asked of it. */
export class FakeChanges {
  readonly sent: PodChange[] = [];
  /** What becomes of the next changes, in order; those after them succeed. */
  readonly errors: (Error | undefined)[] = [];
  /** What an answer waits for. */
  answering: Promise<void> = Promise.resolve();

  async change(change: PodChange): Promise<void> {
    this.sent.push(change);
    const error = this.errors.shift();
    await this.answering;
    if (error !== undefined) throw error;
  }
}
