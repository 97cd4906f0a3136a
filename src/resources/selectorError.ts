/** A selector that cannot be understood. The message is the API server's, without saying which selector. */
export class SelectorError extends Error {
  override readonly name = "SelectorError";
}
