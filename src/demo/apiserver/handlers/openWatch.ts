import type { Garbage, WatchEvent } from "../answer.ts";
import type { ApiRequest } from "../apiRequest.ts";

/** A watch that somebody reads, in the hands of whoever wants to bend it. */
export interface OpenWatch {
  readonly request: ApiRequest;
  /** Tells something in it, in its turn: also what never happened, and what is no event at all. */
  push(item: WatchEvent | Garbage): void;
  /** Tells the revision of now. */
  bookmark(): void;
  /** Ends it well, behind all that waits. */
  end(): void;
}
