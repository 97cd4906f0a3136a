/** A recording that cannot be read or written. The message is one line: what, where, and what to do. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}
