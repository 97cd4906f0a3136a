import type { ProtobufReader } from "../base/protobuf.ts";

/**
 * Reads a meta/v1 Time (seconds 1, nanos 2; the nanos are not used upstream either): milliseconds since the epoch.
 * An empty message is Go's zero time: NaN.
 */
export function timeFromProtobuf(reader: ProtobufReader): number {
  let seconds = Number.NaN;
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) seconds = reader.int64();
    else reader.skip();
  }
  reader.leave(outer);
  return seconds === zeroSeconds ? Number.NaN : seconds * 1000;
}

/** `0001-01-01T00:00:00Z`. */
const zeroSeconds = -62_135_596_800;
