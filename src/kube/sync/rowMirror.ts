import type { ApiStatus } from "../kubeError.ts";
import type { ResyncReason } from "./cursor.ts";
import type { FromVersion, RowChange, Versioned, WatchEvent } from "./listWatch.ts";
import { compareVersions, isOlder } from "./resourceVersion.ts";

/** What an event means beyond a changed row. */
export type Finding =
  | { readonly kind: "bookmark"; readonly version: string; readonly isEnd: boolean }
  | { readonly kind: "error"; readonly status: ApiStatus }
  | { readonly kind: "unknown"; readonly name: string }
  | { readonly kind: "stale" }
  | { readonly kind: "lost"; readonly reason: ResyncReason };

const stale: Finding = { kind: "stale" };
const conflict: Finding = { kind: "lost", reason: "uidConflict" };
const wentBack: Finding = { kind: "lost", reason: "versionWentBack" };

/** All rows at one version of the server, moved forward event by event; time never runs backward in it. */
export class RowMirror<Row extends Versioned> {
  readonly rows = new Map<string, Row>();
  /** Of the server when the rows were like this; undefined while they are still being listed. */
  version: FromVersion;
  /** Events that moved the version, so far. */
  progress = 0;
  #known: ReadonlyMap<string, Row>;

  /** `known` are rows of before: what is still the same stays the same object, and is no change to anybody. */
  constructor(known: ReadonlyMap<string, Row>) {
    this.#known = known;
  }

  /** The list has all its rows: they are those of the server at `version`. */
  complete(version: string): void {
    this.version = version;
    this.#known = new Map();
  }

  /** Adds a row of a list. */
  add(row: Row): void {
    const known = this.#known.get(row.key);
    const isSame = known?.uid === row.uid && known.resourceVersion === row.resourceVersion;
    this.rows.set(row.key, isSame ? known : row);
  }

  /** Applies one event, and adds what it changed to `changes` when they are wanted. */
  take(event: WatchEvent<Row>, changes: RowChange<Row>[] | undefined): Finding | undefined {
    switch (event.type) {
      case "put":
        return this.#put(event.row, changes);
      case "delete":
        return this.#delete(event.row, changes);
      case "bookmark":
        return this.#bookmark(event.resourceVersion, event.initialEventsEnd);
      case "error":
        return { kind: "error", status: event.status };
      case "unknown":
        return { kind: "unknown", name: event.name };
    }
  }

  #put(row: Row, changes: RowChange<Row>[] | undefined): Finding | undefined {
    const known = this.rows.get(row.key);
    if (known === undefined) {
      // A watch speaks of what came after its version: this is the echo of a row that was deleted since.
      if (this.version !== undefined && isOlder(row.resourceVersion, this.version)) return stale;
    } else if (isOlder(row.resourceVersion, known.resourceVersion)) {
      return known.uid === row.uid ? stale : conflict;
    } else if (known.uid !== row.uid) {
      changes?.push({ type: "remove", key: row.key });
    }
    this.add(row);
    changes?.push({ type: "put", row });
    this.#moveTo(row.resourceVersion);
    return undefined;
  }

  #delete(row: Row, changes: RowChange<Row>[] | undefined): Finding | undefined {
    const known = this.rows.get(row.key);
    if (known === undefined) {
      this.#moveTo(row.resourceVersion);
      return undefined;
    }
    if (isOlder(row.resourceVersion, known.resourceVersion)) return stale;
    // The name is free, but the deletion of what we show under it was never told.
    if (known.uid !== row.uid) return conflict;
    this.rows.delete(row.key);
    changes?.push({ type: "remove", key: row.key });
    this.#moveTo(row.resourceVersion);
    return undefined;
  }

  #bookmark(version: string, isEnd: boolean): Finding {
    if (this.version !== undefined && isOlder(version, this.version)) return wentBack;
    if (this.version !== undefined) this.#moveTo(version);
    return { kind: "bookmark", version, isEnd };
  }

  /** Only a complete event of a watch moves the version; the rows of a list come in any order of versions. */
  #moveTo(version: string): void {
    if (this.version === undefined) return;
    const order = compareVersions(version, this.version);
    if (order !== undefined && order <= 0) return;
    this.version = version;
    this.progress++;
  }
}
