import type { KubeObject } from "../../objects/kubeObject.ts";
import type { VirtualTime } from "../../virtualTime.ts";
import type { ApiObject, Represent, Representation } from "../answer.ts";
import { StatusError } from "../statusError.ts";
import type { TableColumn } from "./tableColumn.ts";
import { columnsOf } from "./tables.ts";

const apiVersion = "meta.k8s.io/v1";

/** The forms in which objects can be had: as rows of a Table, or with nothing but their metadata. */
export function representAt(time: VirtualTime): Represent {
  return ({ kind, group, version }, info, query) => {
    if (group !== "meta.k8s.io" || version !== "v1") return undefined;
    if (kind === "Table") return new TableForm(columnsOf(info), () => time.now(), includeObject(query));
    return kind === "PartialObjectMetadata" || kind === "PartialObjectMetadataList" ? metadataForm : undefined;
  };
}

type IncludeObject = "None" | "Metadata" | "Object";

/** @throws StatusError BadRequest */
function includeObject(query: URLSearchParams): IncludeObject {
  const value = query.get("includeObject") || "Metadata";
  if (value === "None" || value === "Metadata" || value === "Object") return value;
  throw new StatusError("BadRequest", `unrecognized includeObject value: "${value}"`);
}

class TableForm implements Representation {
  readonly #columns: readonly TableColumn[];
  readonly #now: () => number;
  readonly #included: IncludeObject;
  #areColumnsTold = false;

  constructor(columns: readonly TableColumn[], now: () => number, included: IncludeObject) {
    this.#columns = columns;
    this.#now = now;
    this.#included = included;
  }

  object(object: KubeObject): ApiObject {
    return { ...this.#head({ resourceVersion: object.metadata.resourceVersion }), rows: [this.#row(object)] };
  }

  list(items: Iterable<KubeObject>, metadata: Readonly<Record<string, unknown>>) {
    return { head: this.#head(metadata), itemsField: "rows", items: mapped(items, (object) => this.#row(object)) };
  }

  /** Columns are told once. A bookmark is about no object: its row says nothing. */
  watched(object: KubeObject, type: string): ApiObject {
    const { columnDefinitions, ...head } = this.#head({ resourceVersion: object.metadata.resourceVersion });
    const told = this.#areColumnsTold ? null : columnDefinitions;
    this.#areColumnsTold = true;
    const row = type === "BOOKMARK" ? { cells: [], object: metadataOnly(object) } : this.#row(object);
    return { ...head, columnDefinitions: told, rows: [row] };
  }

  #head(metadata: Readonly<Record<string, unknown>>): ApiObject {
    const columnDefinitions = this.#columns.map(({ name, type = "string", isWide, description }) => {
      const format = name === "Name" ? "name" : "";
      return { name, type, format, description, priority: isWide === true ? 1 : 0 };
    });
    return { kind: "Table", apiVersion, metadata, columnDefinitions };
  }

  #row(object: KubeObject) {
    const now = this.#now();
    return { cells: this.#columns.map(({ cell }) => cell(object, now)), object: this.#objectOf(object) };
  }

  #objectOf(object: KubeObject) {
    switch (this.#included) {
      case "None":
        return null;
      case "Metadata":
        return metadataOnly(object);
      case "Object":
        return object;
    }
  }
}

const metadataForm: Representation = {
  object: metadataOnly,
  list: (items, metadata) => ({
    head: { kind: "PartialObjectMetadataList", apiVersion, metadata },
    itemsField: "items",
    items: mapped(items, metadataOnly),
  }),
  watched: metadataOnly,
};

function metadataOnly({ metadata }: KubeObject) {
  return { kind: "PartialObjectMetadata", apiVersion, metadata };
}

/** As often as it is asked for: a list may be gone through twice. */
function mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Iterable<U> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield change(item);
    },
  };
}
