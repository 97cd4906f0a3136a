import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { followInput } from "../../../src/ui/followInput.ts";
import { FakeTimers } from "../../support/fakeTimers.ts";

/** A terminal that a test types into, and what the program heard. */
function opened() {
  const calls: string[] = [];
  const stdin = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => calls.push(`raw ${isRaw}`) });
  const timers = new FakeTimers();
  const close = followInput(
    {
      press: (chord, text) => calls.push(`press ${chord} ${text}`),
      paste: (text) => calls.push(`paste ${text}`),
      click: (line) => calls.push(`click ${line}`),
      wheel: (lines) => calls.push(`wheel ${lines}`),
    },
    stdin,
    timers,
  );
  const heard = () => calls.splice(0);
  heard();
  return {
    stdin,
    timers,
    close,
    heard,
    type: (bytes: string | Buffer) => {
      stdin.emit("data", bytes);
      return heard();
    },
  };
}

test("keys are heard before the call returns", () => {
  expect(opened().type("j\u001b[B")).toEqual(["press j j", "press down undefined"]);
});

test("Escape is heard when nothing followed for a moment", () => {
  const { type, timers, heard } = opened();

  expect(type("\u001b")).toEqual([]);
  timers.pass(29);
  expect(heard()).toEqual([]);
  timers.pass(1);
  expect(heard()).toEqual(["press esc undefined"]);
  timers.pass(1000);
  expect(heard()).toEqual([]);
});

test("an arrow key that comes in two chunks is an arrow key", () => {
  const { type, timers, heard } = opened();

  expect(type("\u001b")).toEqual([]);
  timers.pass(20);
  expect(type("[A")).toEqual(["press up undefined"]);
  timers.pass(1000);
  expect(heard()).toEqual([]);
});

test("a click counts the lines of the table, and one above it is nothing", () => {
  expect(opened().type("\u001b[<0;1;4M\u001b[<0;1;3M\u001b[<65;1;1M\u001b[200~x\u001b[201~")).toEqual([
    "click 0",
    "wheel 1",
    "paste x",
  ]);
});

test("a letter whose bytes come in two chunks is one letter, bytes that are none do no harm", async () => {
  const { stdin, heard } = opened();
  const bytes = Buffer.from("é");
  stdin.write(bytes.subarray(0, 1));
  stdin.write(bytes.subarray(1));
  stdin.write(Buffer.from([0xff]));
  stdin.write("j");
  await new Promise(setImmediate);

  expect(heard()).toEqual(["press undefined é", "press undefined \ufffd", "press j j"]);
});

test("nothing is heard after the end, and the terminal is as it was", () => {
  const { type, close, timers, heard } = opened();
  type("\u001b");
  close();

  expect(heard()).toEqual(["raw false"]);
  timers.pass(1000);
  expect(type("j")).toEqual([]);
});
