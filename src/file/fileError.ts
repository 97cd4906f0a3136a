/** A file that cannot be read, or has no pods in it. The message is one line: what, where, and what to do. */
export class FileError extends Error {
  override readonly name = "FileError";
}
