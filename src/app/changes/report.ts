import type { QuestionView } from "../dashboardView.ts";
import type { Layer } from "../layer.ts";

/** What became of a change. */
export interface Report {
  /** In one line. */
  readonly text: string;
  /** What a person has to read about it; undefined when all went well. */
  readonly details: Omit<QuestionView, "answers"> | undefined;
}

const answers = [{ keys: "any key", title: "goes on", tone: "muted" }] as const;

/** What a person has to read; any key takes it away. */
export function reportLayer(details: NonNullable<Report["details"]>): Layer {
  return {
    press: () => false,
    view: () => ({ overlay: { kind: "question", ...details, answers }, footer: answers }),
    close: () => {},
  };
}
