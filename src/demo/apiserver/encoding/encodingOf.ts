import type { Format } from "../negotiation.ts";
import type { Encoding } from "./encoding.ts";
import { json } from "./json.ts";
import { loadProtobuf } from "./protobuf.ts";
import { yaml } from "./yaml.ts";

export async function encodingOf(format: Format): Promise<Encoding> {
  switch (format) {
    case "json":
      return json;
    case "yaml":
      return yaml;
    case "protobuf":
      return loadProtobuf();
  }
}
