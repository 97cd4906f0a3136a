import { plainText } from "../base/plainText.ts";
import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { RowChange } from "../table/rowStore.ts";
import { isMoment } from "./block.ts";
import type { Fields } from "./field.ts";
import { isSameScope, type RecordedPlace, type RecordedWatch } from "./line.ts";
import { podFields } from "./podFields.ts";
import { RecordReader } from "./recordCodec.ts";
import { RecordingError } from "./recordingError.ts";
import { WordList } from "./words.ts";

/** Of a server's words nothing is as long. */
const longestText = 64 * 1024;
/** Longer than any name that a kubeconfig or a server has. */
const longestName = 1_000;

type Identity = Pick<PodRow, "namespace" | "name" | "uid" | "resourceVersion">;

/** What tells whether a pod is as it was: the server gives every change another version. */
const identityFields: Fields<Identity> = {
  namespace: podFields.namespace,
  name: podFields.name,
  uid: podFields.uid,
  resourceVersion: podFields.resourceVersion,
};

/** Follows the lines of a recording: what there is after each. What it cannot understand throws a RecordingError. */
export class LineReader {
  readonly rows = new Map<string, PodRow>();
  place: RecordedPlace | undefined;
  watch: RecordedWatch | undefined;
  /** The recording was ended here. */
  isEnded = false;
  readonly #pods: RecordReader<Omit<PodRow, "key">>;
  readonly #identities: RecordReader<Identity>;
  #known: ReadonlyMap<string, PodRow>;
  /** By number; undefined is gone. */
  #numbered: (PodRow | undefined)[] = [];
  #words = new WordList();

  /**
   * `fields` are those of the file's head. `known` are rows of another moment: a pod in the same version stays the same object, is
   * read in no time, and is no change to anybody.
   */
  constructor(fields: readonly string[], known: ReadonlyMap<string, PodRow>) {
    this.#pods = new RecordReader(podFields, fields);
    this.#identities = new RecordReader(identityFields, fields);
    this.#known = known;
  }

  /** A full state is read. */
  complete(): void {
    this.#known = new Map();
  }

  /** Goes on to the next line, and adds what it changes to `changes` when they are wanted. @throws RecordingError */
  take(line: JsonObject, changes: RowChange<PodRow>[] | undefined): void {
    if (line.reset !== undefined) this.#forget(changes);
    if (line.place !== undefined) this.#enter(placeFrom(line.place), changes);
    if (line.watch !== undefined) this.watch = watchFrom(line.watch);
    for (const word of listIn(line, "words")) this.#words.add(textFrom(word, longestText));
    for (const number of listIn(line, "gone")) this.#remove(number, changes);
    for (const values of listIn(line, "set")) this.#change(values, changes);
    for (const values of listIn(line, "new")) this.#add(values, changes);
    if (line.end !== undefined) this.isEnded = true;
  }

  #forget(changes: RowChange<PodRow>[] | undefined): void {
    for (const key of this.rows.keys()) changes?.push({ type: "remove", key });
    this.rows.clear();
    this.#numbered = [];
    this.#words = new WordList();
  }

  #enter(place: RecordedPlace, changes: RowChange<PodRow>[] | undefined): void {
    if (this.place !== undefined && !isSameScope(this.place, place)) {
      for (const key of this.rows.keys()) changes?.push({ type: "remove", key });
      this.rows.clear();
    }
    this.place = place;
  }

  #remove(number: unknown, changes: RowChange<PodRow>[] | undefined): void {
    const { key } = this.#podOf(number);
    this.#numbered[number as number] = undefined;
    this.rows.delete(key);
    changes?.push({ type: "remove", key });
  }

  #change(values: unknown, changes: RowChange<PodRow>[] | undefined): void {
    if (!Array.isArray(values)) throw new RecordingError("a change is none");
    const before = this.#podOf(values[0]);
    const row = withKey(this.#pods.changed(before, values, 1, this.#words));
    if (row.key !== before.key) throw new RecordingError("a pod changes its name");
    this.#numbered[values[0]] = row;
    this.#put(row, changes);
  }

  #add(values: unknown, changes: RowChange<PodRow>[] | undefined): void {
    const row = this.#knownRow(values) ?? withKey(this.#pods.whole(values, this.#words));
    this.#numbered.push(row);
    this.#put(row, changes);
  }

  #knownRow(values: unknown): PodRow | undefined {
    if (this.#known.size === 0) return undefined;
    const { key, uid, resourceVersion } = withKey(this.#identities.whole(values, this.#words));
    const known = this.#known.get(key);
    return known?.uid === uid && known.resourceVersion === resourceVersion ? known : undefined;
  }

  #put(row: PodRow, changes: RowChange<PodRow>[] | undefined): void {
    this.rows.set(row.key, row);
    changes?.push({ type: "put", row });
  }

  #podOf(number: unknown): PodRow {
    const row = typeof number === "number" ? this.#numbered[number] : undefined;
    if (row === undefined) throw new RecordingError("there is no such pod");
    return row;
  }
}

function withKey<Row extends Pick<PodRow, "namespace" | "name">>(row: Row): Row & Pick<PodRow, "key"> {
  return Object.assign(row, { key: row.namespace === "" ? row.name : `${row.namespace}/${row.name}` });
}

function listIn(line: JsonObject, name: string): readonly unknown[] {
  const list = line[name] ?? [];
  if (!Array.isArray(list)) throw new RecordingError(`${name} is no list`);
  return list;
}

function textFrom(json: unknown, longest: number): string {
  if (typeof json !== "string") throw new RecordingError("a text is none");
  return json.length > longest ? json.slice(0, longest) : json;
}

function placeFrom(json: unknown): RecordedPlace {
  if (!isObject(json)) throw new RecordingError("the place is none");
  const name = (value: unknown) => plainText(textFrom(value ?? "", longestName));
  return {
    context: name(json.context),
    cluster: name(json.cluster),
    server: name(json.server),
    user: name(json.user),
    namespace: json.namespace === null ? null : name(json.namespace),
    labels: name(json.labels),
    fields: name(json.fields),
    version: name(json.version),
    skewMs: isMoment(json.skewMs) ? json.skewMs : 0,
  };
}

function watchFrom(json: unknown): RecordedWatch {
  if (!isObject(json) || typeof json.phase !== "string") throw new RecordingError("the state of the watch is none");
  return { ...json, phase: json.phase };
}
