import type { WatchEvent } from "../../src/demo/apiserver/answer.ts";
import type { Ending } from "../../src/demo/apiserver/faults.ts";
import type { OpenWatch } from "../../src/demo/apiserver/handlers/openWatch.ts";
import { StatusError, type StatusReason, statusOf } from "../../src/demo/apiserver/statusError.ts";
import { completed, type StagedObject } from "./stagedObjects.ts";

/** An open watch in the hands of a test. What is said in it comes behind what has happened before. */
export class StagedWatch {
  readonly #watch: OpenWatch;

  constructor(watch: OpenWatch) {
    this.#watch = watch;
  }

  event(type: string, object: StagedObject): void {
    this.#watch.push({ type: type as WatchEvent["type"], object: completed("Pod", object) });
  }

  bookmark(): void {
    this.#watch.bookmark();
  }

  error(reason: StatusReason, message: string): void {
    this.#watch.push({ type: "ERROR", object: statusOf(new StatusError(reason, message)) });
  }

  /** Any bytes, garbage too. */
  raw(bytes: Buffer | string): void {
    this.#watch.push({ type: "GARBAGE", bytes: Buffer.from(bytes as string) });
  }

  end(how: Ending = "end"): void {
    if (how === "end") this.#watch.end();
    else this.#watch.push({ type: "GARBAGE", bytes: Buffer.alloc(0), ending: how });
  }
}
