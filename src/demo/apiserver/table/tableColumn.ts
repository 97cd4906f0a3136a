import { durationText } from "../../../resources/duration.ts";
import type { KubeObject } from "../../objects/kubeObject.ts";

/** One column of the server's table of a kind (kubernetes pkg/printers/internalversion). */
export interface TableColumn<T extends KubeObject = KubeObject> {
  readonly name: string;
  /** Default `string`. */
  readonly type?: "integer" | "boolean" | "date";
  /** Shown with `-o wide` only. */
  readonly isWide?: true;
  readonly description: string;
  /** @param now ms since the Unix epoch. */
  cell(object: T, now: number): string | number | boolean;
}

export const none = "<none>";

export const nameColumn: TableColumn = {
  name: "Name",
  description: "Name must be unique within a namespace.",
  cell: ({ metadata }) => metadata.name,
};

export const ageColumn: TableColumn = {
  name: "Age",
  description: "CreationTimestamp is a timestamp representing the server time when this object was created.",
  cell: ({ metadata }, now) => ageOf(metadata.creationTimestamp, now),
};

export const createdAtColumn: TableColumn = {
  ...ageColumn,
  name: "Created At",
  type: "date",
  cell: ({ metadata }) => metadata.creationTimestamp,
};

/** How long a time ago is. */
export function ageOf(time: string | undefined | null, now: number): string {
  return time === undefined || time === null ? "<unknown>" : durationText(now - Date.parse(time));
}

export function labelsText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? none : pairs.sort().join(",");
}
