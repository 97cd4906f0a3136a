import { stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { formatName, formatVersion } from "../../../src/recording/line.ts";
import { fieldNames } from "../../../src/recording/lineWriter.ts";
import { RecordingError } from "../../../src/recording/recordingError.ts";
import { podRow } from "../../support/podRow.ts";
import { fileOf, RecorderStage, recordedPlace, timelineOf } from "../../support/recordings.ts";

const head = { format: formatName, version: formatVersion, program: "podscope 1.2.3", fields: fieldNames };
const begin = { reset: true, place: recordedPlace };
// biome-ignore lint/suspicious/noControlCharactersInRegex: looking for control characters
const control = /[\u0000-\u001f\u007f-\u009f\u202e]/;

async function smallRecording(): Promise<Buffer> {
  const stage = new RecorderStage({ rows: [podRow()] });
  for (const restarts of [1, 2]) {
    stage.pass(10_000);
    stage.recorder.apply([{ type: "put", row: podRow({ restarts }) }]);
  }
  await stage.recorder.close();
  return stage.bytes;
}

test("a recording that ends at any byte plays up to its last whole block, or says that there is nothing to play", async () => {
  const whole = await smallRecording();
  const { file } = await timelineOf(whole);
  const ends = [...file.blocks.map(({ offset }) => offset), whole.length];
  const [, firstMoment = 0] = ends;
  await file.close();
  for (let length = 0; length < whole.length; length++) {
    const opened = timelineOf(whole.subarray(0, length));
    if (length < firstMoment) {
      await expect(opened).rejects.toThrow(/is no recording of podscope|ends before its first moment/);
      continue;
    }
    const { file: torn, timeline } = await opened;
    expect(torn.tornBytes).toBe(length - Math.max(...ends.filter((end) => end <= length)));
    const { rows } = await timeline.seek(timeline.endsAt);
    expect(rows.get("shop/web-1")?.restarts).toBe(length < (ends[2] ?? 0) ? 0 : 2);
    await torn.close();
  }
});

test("a byte that is another one is never played as if it were right", async () => {
  const whole = await smallRecording();
  const { file } = await timelineOf(whole);
  const last = file.blocks.at(-1);
  await file.close();
  for (let at = 0; at < whole.length; at++) {
    const damaged = Buffer.from(whole);
    damaged.writeUInt8((damaged.readUInt8(at) + 1) % 256, at);
    try {
      const { file: opened, timeline } = await timelineOf(damaged);
      try {
        const { rows } = await timeline.seek(timeline.endsAt);
        // The end may be left out, or only what a block says beside its text be different.
        expect([0, 2]).toContain(rows.get("shop/web-1")?.restarts);
      } finally {
        await opened.close();
      }
    } catch (error) {
      expect(error).toBeInstanceOf(RecordingError);
    }
  }
  expect(last?.kind).toBe("moments");
});

test.each([
  {
    what: "a newer version",
    head: { ...head, version: 2 },
    says: "has version 2 of the format, and this program reads version 1: a newer podscope",
  },
  {
    what: "an older version",
    head: { ...head, version: 0 },
    says: "version 0 of the format, and this program reads version 1: an older podscope",
  },
  { what: "no version", head: { ...head, version: "1" }, says: "does not say its version" },
  { what: "another format", head: { ...head, format: "tar" }, says: "is no recording of podscope" },
  { what: "no fields", head: { ...head, fields: [1] }, says: "does not say what it has of a pod" },
])("a file of $what is refused in words", async ({ head: other, says }) => {
  await expect(timelineOf(await fileOf(other, [begin], []))).rejects.toThrow(says);
});

test.each([
  ["a state without a place", [{ reset: true }], {}, "does not say where it is from"],
  ["a word that is not there", [begin], { new: [[7]] }, "no such word"],
  ["a word of another type", [begin], { words: [{}] }, "a text is none"],
  ["a pod that is none", [begin], { new: ["web"] }, "a record is none"],
  ["a name that is a number", [begin], { words: ["shop"], new: [[0, 7]] }, "a text is none"],
  ["a time that is a text", [begin], { words: ["shop"], new: [[0, "web", "u", "1", "now"]] }, "a time is none"],
  ["a count that is none", [begin], { words: ["shop"], new: [[0, "web", "u", "1", null, "2"]] }, "a number is none"],
  ["a health that is none", [begin], { words: ["x"], new: [[...new Array(17).fill(0)]] }, "none"],
  ["a pod that is gone twice", [begin], { words: ["s"], new: [[0, "web"]], gone: [0] }, "no such pod"],
  ["a change of no pod", [begin], { set: [[3, 0, 1]] }, "no such pod"],
  ["a change of no field", [begin, { words: ["s"], new: [[0, "web"]] }], { set: [[0, 99, 1]] }, "no such field"],
  [
    "a pod with another name",
    [begin, { words: ["s"], new: [[0, "web"]] }],
    { set: [[0, 1, "db"]] },
    "changes its name",
  ],
  ["a watch that is none", [begin], { watch: "live" }, "the state of the watch is none"],
  ["a list that is none", [begin], { new: 5 }, "new is no list"],
])("%s is a damage with its place", async (_, state, moment, says) => {
  const { file, timeline } = await timelineOf(await fileOf(head, state, [moment]));
  await expect(timeline.seek(0)).rejects.toThrow(RecordingError);
  await expect(timeline.seek(0)).rejects.toThrow(says);
  await file.close();
});

test("lines that are no moments are damage that ends the recording before them", async () => {
  const { file, timeline } = await timelineOf(await fileOf(head, [begin], [{ at: 1e300 }]));
  expect(timeline.isCut).toBe(true);
  expect((await timeline.seek(0)).rows.size).toBe(0);
  await file.close();
});

test("a later program's fields, lines and names are passed over", async () => {
  const fields = ["namespace", "mood", "name"];
  const state = [
    { ...begin, weather: "fair" },
    { words: ["shop"], new: [[0, "sunny", "web"]] },
  ];
  const { file, timeline } = await timelineOf(await fileOf({ ...head, fields, author: "x" }, state, [{ hum: [1] }]));
  const { rows } = await timeline.seek(0);
  expect([...rows.values()]).toEqual([expect.objectContaining({ key: "shop/web", status: "", troubles: [] })]);
  expect(rows.get("shop/web")).not.toHaveProperty("mood");
  await file.close();
});

test("nothing that could move a terminal's cursor comes out of a file", async () => {
  const evil = "a\u001b[2J\u202e\u0007b";
  const state = [
    { ...begin, place: { ...recordedPlace, context: evil, server: evil } },
    { words: [evil], new: [[0, evil, evil, evil, null, 1, 1, 0, 0, null, evil, 0, 0, 0, 0, 0, 0]] },
  ];
  const { file, timeline } = await timelineOf(await fileOf(head, state, []));
  const { rows, place } = await timeline.seek(0);
  const [row] = [...rows.values()];
  const texts = [...Object.values(place), ...Object.values(row ?? {})].filter((value) => typeof value === "string");
  expect(texts.length).toBeGreaterThan(15);
  for (const text of texts) expect(text).not.toMatch(control);
  await file.close();
});

test("a block that would fill the memory is not unpacked", async () => {
  const bomb = "0".repeat(40 * 1024 * 1024);
  const { file, timeline } = await timelineOf(await fileOf(head, [begin], [{ words: [bomb] }]));
  expect((await stat(file.path)).size).toBeLessThan(1024 * 1024);
  expect(timeline.isCut).toBe(true);
  expect((await timeline.seek(0)).rows.size).toBe(0);
  await file.close();
});

test("a disk that is full ends the recording, which says so once", async () => {
  let room = 3;
  const stage = new RecorderStage({ rows: [podRow()] }, async () => {
    if (room-- === 0) throw new Error("ENOSPC: no space left on device");
  });
  for (const restarts of [1, 2, 3]) {
    stage.pass(10_000);
    stage.recorder.apply([{ type: "put", row: podRow({ restarts }) }]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  room = 0;
  await stage.recorder.close();
  expect(stage.errors).toEqual([new Error("ENOSPC: no space left on device")]);
  expect(stage.isClosed).toBe(true);
  expect(stage.timers.waiting).toBe(0);
});
