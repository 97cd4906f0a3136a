import type { Answer } from "./tourFacts.ts";

/** What the server says to a question, in its words where it has none for us. */
export function answerWords<T>(answer: Answer<T>, say: (value: T) => string): string {
  if (answer === undefined) return "not asked: the server has to answer first";
  if (answer === "asked") return "is being asked";
  return "problem" in answer ? answer.problem : say(answer.value);
}
