import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileTrouble, thisMachine } from "../../../../src/kube/config/machine.ts";

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "podscope-"));
  file = path.join(dir, "config");
  writeFileSync(file, "old");
});
afterEach(() => rmSync(dir, { recursive: true }));

test("a file is replaced as a whole, keeps its mode, and nothing is left beside it", () => {
  chmodSync(file, 0o640);
  thisMachine().writeFile(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(dir)).toEqual(["config"]);
});

test("a link stays a link to what is replaced", () => {
  const link = path.join(dir, "link");
  symlinkSync(file, link);
  thisMachine().writeFile(link, "new");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("new");
});

test("a file that kubectl has locked is left alone, with its lock", () => {
  writeFileSync(`${file}.lock`, "");
  expect(() => thisMachine().writeFile(file, "new")).toThrow("EEXIST");
  expect(readdirSync(dir)).toEqual(["config", "config.lock"]);
  expect(readFileSync(file, "utf8")).toBe("old");
});

test("a stamp changes with the file and is undefined without one", () => {
  const machine = thisMachine();
  const before = machine.stampOf(file);
  expect(machine.stampOf(file)).toBe(before);
  machine.writeFile(file, "newer");
  expect(machine.stampOf(file)).not.toBe(before);
  expect(machine.stampOf(`${file}/nope`)).toBeUndefined();
});

test("what went wrong with a file is said in words", () => {
  expect(fileTrouble(Object.assign(new Error(), { code: "EACCES" }))).toEqual({
    code: "EACCES",
    words: "permission denied",
  });
  expect(fileTrouble(Object.assign(new Error(), { code: "EODD" })).words).toBe("EODD");
  expect(fileTrouble(new Error("x")).words).toBe("cannot be read");
});
