import { parse, stringify } from "yaml";
import type { Encoding } from "./encoding.ts";

export const yaml: Encoding = {
  object: (object) => Buffer.from(text(object)),
  *list({ head, itemsField, items }) {
    yield Buffer.from(text({ ...head, [itemsField]: [...items] }));
  },
  event: (event) => Buffer.from(`---\n${text(event)}`),
  decoded: (bytes) => parse(bytes.toString(), { version: "1.1" }),
};

/** Keys in order and texts quoted as Go's YAML 1.1 needs it: a time, `yes` and `1e3` stay texts. */
function text(value: unknown): string {
  return stringify(value, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true });
}
