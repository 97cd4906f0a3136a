/** The command line cannot be understood, or contradicts itself. The message is one line that says what, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** Whose words it has: kubectl says the same and ends with 1; the exit code for our own is 2. */
  readonly words: "ours" | "kubectl";

  constructor(message: string, words: UsageError["words"] = "ours") {
    super(message);
    this.words = words;
  }
}
