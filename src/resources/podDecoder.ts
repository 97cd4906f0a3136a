import { Interner } from "../base/intern.ts";
import { ProtobufReader } from "../base/protobuf.ts";
import { podFromJson } from "./podFromJson.ts";
import { podFromProtobuf } from "./podFromProtobuf.ts";
import type { PodRow } from "./podRow.ts";

/** Turns pods from the wire into rows, whichever way they are written. */
export interface PodDecoder {
  /** @throws TypeError naming the field when the object is not a pod. */
  fromJson(object: unknown): PodRow;
  /** @throws RangeError when the bytes from `start` to `end` are not a pod. */
  fromProtobuf(bytes: Uint8Array, start: number, end: number): PodRow;
}

/** One for the whole process, so that rows of all lists share their words. */
export const podDecoder: PodDecoder = newPodDecoder();

function newPodDecoder(): PodDecoder {
  const words = new Interner();
  const reader = new ProtobufReader();
  return {
    fromJson: (object) => podFromJson(object, words),
    fromProtobuf(bytes, start, end) {
      reader.reset(bytes, start, end);
      return podFromProtobuf(reader, words);
    },
  };
}
