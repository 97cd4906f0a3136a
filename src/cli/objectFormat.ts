import { goJson } from "../base/goJson.ts";
import { goYaml } from "../base/goYaml.ts";

/** How whole objects are written, as kubectl does it: in a List, or one after the other. */
export interface ObjectFormat {
  /** One as an item of a list. */
  item(object: unknown): string;
  list(): ListWriter;
  /** One alone, or one of those that follow each other without a list. */
  inStream(object: unknown, isFirst: boolean): string;
  /** The same with what happened to it. */
  event(type: string, object: unknown, isFirst: boolean): string;
}

/** Writes a list piece by piece. */
export interface ListWriter {
  /** The next item with what comes before it. */
  next(item: string): string;
  end(): string;
}

export const objectFormats: Readonly<Record<"json" | "yaml", ObjectFormat>> = {
  json: {
    item: (object) => goJson(object).replaceAll("\n", "\n        "),
    list: () => {
      let isEmpty = true;
      return {
        next: (item) => {
          const before = isEmpty ? '{\n    "apiVersion": "v1",\n    "items": [' : ",";
          isEmpty = false;
          return `${before}\n        ${item}`;
        },
        end: () => {
          const before = isEmpty ? '{\n    "apiVersion": "v1",\n    "items": []' : "\n    ]";
          return `${before},\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n`;
        },
      };
    },
    inStream: (object) => `${goJson(object)}\n`,
    event: (type, object) => `{"type":"${type}","object":${goJson(object, "")}}\n`,
  },
  yaml: {
    item: (object) => goYaml([object]),
    list: () => {
      let isEmpty = true;
      return {
        next: (item) => {
          const before = isEmpty ? "apiVersion: v1\nitems:\n" : "";
          isEmpty = false;
          return before + item;
        },
        end: () => {
          const before = isEmpty ? "apiVersion: v1\nitems: []\n" : "";
          return `${before}kind: List\nmetadata:\n  resourceVersion: ""\n`;
        },
      };
    },
    inStream: (object, isFirst) => (isFirst ? "" : "---\n") + goYaml(object),
    event: (type, object, isFirst) => (isFirst ? "" : "---\n") + goYaml({ object, type }),
  },
};
