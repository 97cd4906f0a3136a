import { parse } from "yaml";
import { goYaml } from "../../../base/goYaml.ts";
import type { Encoding } from "./encoding.ts";

export const yaml: Encoding = {
  object: (object) => Buffer.from(goYaml(object)),
  *list({ head, itemsField, items }) {
    yield Buffer.from(goYaml({ ...head, [itemsField]: [...items] }));
  },
  event: (event) => Buffer.from(`---\n${goYaml(event)}`),
  decoded: (bytes) => parse(bytes.toString(), { version: "1.1" }),
};
