import { open } from "node:fs/promises";
import { RecordingError } from "./recordingError.ts";

/** Where the bytes of a recording go, in order. */
export interface RecordingSink {
  /** @throws Error when the disk is full, or gone. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A new file for the user alone. @throws RecordingError when it cannot be made, or there is one of this name. */
export async function createRecordingFile(path: string): Promise<RecordingSink> {
  try {
    const file = await open(path, "wx", 0o600);
    return { write: (bytes) => file.writeFile(bytes), close: () => file.close() };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EEXIST") {
      throw new RecordingError(`${path} is there already: give another name, or remove it first`);
    }
    throw new RecordingError(`cannot record to ${path}: ${error.message}`, { cause: error });
  }
}
