import { describe, expect, test } from "vitest";
import { dashboardCommands } from "../../../src/app/commands/dashboardCommands.ts";
import type { KeyChord } from "../../../src/app/keyChord.ts";
import {
  type Command,
  footerOf,
  helpOf,
  type Keymap,
  keymapOf,
  keysText,
  keyTableOf,
  rebound,
} from "../../../src/app/keymap.ts";

interface Ship {
  readonly log: string[];
  readonly anchored: boolean;
}

const ship = (anchored = false): Ship => ({ log: [], anchored });
const command = (id: string, keys: readonly KeyChord[], change: Partial<Command<Ship>> = {}): Command<Ship> => ({
  id,
  keys,
  title: `Do ${id}`,
  group: "Move",
  run: ({ log }, place) => log.push(`${id} ${place}`),
  ...change,
});
const sail = command("sail", ["s", "up"], {
  inFooter: "sail",
  whyDisabled: ({ anchored }) => (anchored ? "The ship is at anchor." : undefined),
});
const turn = command("turn", ["1", "2", "3"], { group: "View", inFooter: "turn" });
const hail = command("hail", [], { group: "App", inFooter: "hail" });
const all = [turn, sail, hail];

describe("a keymap", () => {
  test("runs the command of a key with the place of the key", () => {
    const { log, ...rest } = ship();
    keymapOf(all).run("3", { log, ...rest });

    expect(log).toEqual(["turn 2"]);
  });

  test("says why a command cannot run, and does not run it", () => {
    const anchored = ship(true);

    expect(keymapOf(all).run("s", anchored)).toEqual({ refused: "The ship is at anchor." });
    expect(anchored.log).toEqual([]);
    expect(keymapOf(all).run("s", ship())).toEqual({ refused: undefined });
  });

  test("knows nothing of a key that nobody claims", () => {
    expect(keymapOf(all).run("x", ship())).toBeUndefined();
  });

  test("names keys as the screen shows them", () => {
    const keymap: Keymap<Ship> = keymapOf(all);

    expect(keymap.keysOf("sail")).toEqual(["s", "↑"]);
    expect(keymap.keysOf("hail")).toEqual([]);
    expect(keymap.keysOf("unknown")).toEqual([]);
  });

  test("refuses two commands with one key, and two of one name", () => {
    expect(() => keymapOf([sail, command("stop", ["x", "s"])])).toThrow("stop and sail both claim the key s");
    expect(() => keymapOf([sail, command("sail", ["x"])])).toThrow("two commands are called sail");
  });
});

describe("chosen keys", () => {
  const chosen = rebound(all, new Map<string, readonly KeyChord[]>([["hail", ["s", "h"]]]));
  const keysOf = (id: string) => chosen.find((one) => one.id === id)?.keys;

  test("replace a command's own and are taken from every other", () => {
    expect(keysOf("hail")).toEqual(["s", "h"]);
    expect(keysOf("sail")).toEqual(["up"]);
    expect(keysOf("turn")).toEqual(["1", "2", "3"]);
  });

  test("take all keys from a command when there are none", () => {
    const none = rebound(all, new Map<string, readonly KeyChord[]>([["sail", []]]));

    expect(keymapOf(none).run("s", ship())).toBeUndefined();
    expect(helpOf(none, ship()).map(({ title }) => title)).toEqual(["View"]);
    expect(footerOf(none, ship()).map(({ title }) => title)).toEqual(["turn"]);
  });

  test("never collide with the dashboard's own, whichever command gets which", () => {
    for (const { id } of dashboardCommands) {
      for (const { keys } of dashboardCommands) {
        expect(() => keymapOf(rebound(dashboardCommands, new Map([[id, keys]])))).not.toThrow();
      }
    }
  });
});

test.each([
  { keys: ["j", "down"], text: "j ↓" },
  { keys: ["1", "2", "3", "4"], text: "1-4" },
  { keys: ["1", "2"], text: "1 2" },
  { keys: ["1", "3", "5"], text: "1 3 5" },
  { keys: ["f2", "f3", "f4"], text: "F2-F4" },
  { keys: ["f2", "f5", "f9"], text: "F2 F5 F9" },
  { keys: [], text: "" },
] satisfies readonly { keys: readonly KeyChord[]; text: string }[])("$keys are shown as $text", ({ keys, text }) => {
  expect(keysText(keys)).toBe(text);
});

test("the footer has the first key of what can be done now", () => {
  expect(footerOf(all, ship())).toEqual([
    { keys: "1", title: "turn" },
    { keys: "s", title: "sail" },
  ]);
  expect(footerOf(all, ship(true))).toEqual([{ keys: "1", title: "turn" }]);
});

test("what is to be seen even when it cannot be done stays in the footer, marked", () => {
  const staying = { ...sail, staysInFooter: ({ anchored }: Ship) => anchored };

  expect(footerOf([staying], ship(true))).toEqual([{ keys: "s", title: "sail", isRefused: true }]);
  expect(footerOf([staying], ship())).toEqual([{ keys: "s", title: "sail" }]);
});

test("the help has its groups in one order, each command with its keys and why it cannot run", () => {
  expect(helpOf(all, ship(true))).toEqual([
    { title: "View", entries: [{ keys: "1-3", title: "Do turn", whyDisabled: undefined }] },
    { title: "Move", entries: [{ keys: "s ↑", title: "Do sail", whyDisabled: "The ship is at anchor." }] },
  ]);
});

test("the README's table has every command, also one without a key, and escapes what Markdown reads", () => {
  const pipe = command("pipe", ["|"], { title: "Either | or" });

  expect(keyTableOf([...all, pipe]).split("\n")).toEqual([
    "| Keys | What they do | Name in config.yaml |",
    "|---|---|---|",
    "| 1-3 | Do turn | `turn` |",
    "|  | Do hail | `hail` |",
    "| s ↑ | Do sail | `sail` |",
    "| \\| | Either \\| or | `pipe` |",
  ]);
});
