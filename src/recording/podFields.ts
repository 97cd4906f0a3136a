import { type Health, healthRank, type Trouble, type Unhealthy } from "../resources/health/podHealth.ts";
import type { PodRow } from "../resources/podRow.ts";
import { ageingWord, count, type Field, type Fields, oneOf, text, time, word } from "./field.ts";
import { RecordReader, RecordWriter } from "./recordCodec.ts";
import { RecordingError } from "./recordingError.ts";
import { resourcesField } from "./resourcesField.ts";

const healths = Object.keys(healthRank) as Health[];
const unhealthy = healths.filter((health): health is Unhealthy => health !== "ok" && health !== "done");

/** A new one comes last: a file does not name these. */
const troubleFields: Fields<Trouble> = {
  health: oneOf(unhealthy, "broken"),
  from: { ...time, absent: Number.NEGATIVE_INFINITY },
  until: { ...time, absent: Number.POSITIVE_INFINITY },
  why: ageingWord,
  since: time,
  began: time,
  cause: word,
};

const troubleWriter = new RecordWriter(troubleFields);
const troubleReader = new RecordReader(troubleFields, troubleWriter.names);
const none: readonly Trouble[] = [];

const troubles: Field<readonly Trouble[]> = {
  absent: none,
  write: (list, words) => list.map((trouble) => troubleWriter.whole(trouble, words)),
  read: (json, words) => {
    if (!Array.isArray(json)) throw new RecordingError("a list of troubles is none");
    return json.length === 0 ? none : json.map((values) => troubleReader.whole(values, words));
  },
};

/** What is kept of a pod: all that its row has, but no more. The key is made of namespace and name. */
export const podFields: Fields<Omit<PodRow, "key">> = {
  namespace: word,
  name: text,
  uid: text,
  resourceVersion: text,
  createdAt: time,
  readyContainers: count,
  totalContainers: count,
  status: word,
  restarts: count,
  restartedAt: time,
  ip: text,
  node: word,
  nominatedNode: word,
  readinessGates: word,
  labels: word,
  owner: word,
  images: word,
  health: oneOf(healths, "ok"),
  troubles,
  resources: resourcesField,
};
