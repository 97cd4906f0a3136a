import { describe, expect, test } from "vitest";
import {
  chosenEntry,
  openedPicker,
  type PickerEntry,
  type PickerState,
  pickerAfter,
  pickerView,
  ranked,
} from "../../../src/app/picker.ts";

const entry = (value: string, change: Partial<PickerEntry> = {}): PickerEntry => ({
  value,
  text: value,
  detail: "",
  current: false,
  recent: false,
  ...change,
});
const entries = (...values: readonly string[]) => values.map((value) => entry(value));
const titled = { title: "Title", isWide: false };
const typing = (text: string): PickerState => ({ query: { text, cursor: text.length }, selected: undefined });
const valuesOf = (list: readonly PickerEntry[]) => list.map(({ value }) => value);

describe("the list", () => {
  test("keeps its order while nothing is typed", () => {
    expect(valuesOf(ranked(entries("zoo", "a", "m"), ""))).toEqual(["zoo", "a", "m"]);
  });

  test("has the best match first, and of equal ones the recent", () => {
    const list = [entry("my-shop"), entry("shop-b"), entry("shop-a", { recent: true }), entry("none")];

    expect(valuesOf(ranked(list, "shop"))).toEqual(["shop-a", "shop-b", "my-shop"]);
  });

  test("ends with what is typed itself, however well it fits", () => {
    expect(valuesOf(ranked([entry("web", { always: true }), entry("web-shop")], "web"))).toEqual(["web-shop", "web"]);
  });
});

describe("the cursor", () => {
  test("stays on its entry when others come and go above it", () => {
    const state = pickerAfter(openedPicker, entries("b", "c", "d"), "down", undefined);

    expect(chosenEntry(entries("a", "b", "c", "d"), state)?.value).toBe("c");
    expect(chosenEntry(entries("c"), state)?.value).toBe("c");
  });

  test("follows the best match until it is moved", () => {
    expect(chosenEntry(entries("b", "c"), openedPicker)?.value).toBe("b");
    expect(chosenEntry(entries("a", "b", "c"), openedPicker)?.value).toBe("a");
  });

  test("goes back to the best match when its entry is gone, or the typed letters change", () => {
    const state = pickerAfter(openedPicker, entries("ab", "ac"), "down", undefined);

    expect(chosenEntry(entries("ab", "ad"), state)?.value).toBe("ab");
    expect(chosenEntry(entries("ab", "ac"), pickerAfter(state, entries("ab", "ac"), "a", "a"))?.value).toBe("ab");
  });

  test.each([
    { keys: ["up"], value: "1" },
    { keys: ["down", "down", "up"], value: "2" },
    { keys: ["tab", "ctrl-n", "ctrl-p", "shift-tab"], value: "1" },
    { keys: ["pageDown"], value: "11" },
    { keys: ["pageDown", "pageDown"], value: "15" },
    { keys: ["pageDown", "down", "pageUp", "pageUp"], value: "1" },
  ] as const)("$keys lead to $value of 15, stopping at the ends", ({ keys, value }) => {
    const list = entries(...Array.from({ length: 15 }, (_, index) => `${index + 1}`));
    const state = keys.reduce((before, key) => pickerAfter(before, list, key, undefined), openedPicker);

    expect(chosenEntry(list, state)?.value).toBe(value);
  });

  test("stays when only the cursor of the typed letters moves", () => {
    const list = entries("ab", "ac");
    const moved = pickerAfter(pickerAfter(typing("a"), list, "down", undefined), list, "left", undefined);

    expect(moved.query.cursor).toBe(0);
    expect(chosenEntry(list, moved)?.value).toBe("ac");
  });

  test("chooses nothing in an empty list, wherever it is moved", () => {
    const state = pickerAfter(typing("x"), entries("a"), "down", undefined);

    expect(chosenEntry(entries("a"), state)).toBeUndefined();
    expect(pickerView(titled, entries("a"), state, "", 5).view).toMatchObject({ items: [], selected: -1, total: 0 });
  });
});

test("typed letters and pastes narrow the list, and editing keys edit them", () => {
  const list = entries("shop", "web");
  const typed = pickerAfter(pickerAfter(openedPicker, list, undefined, "we"), list, "b", "b");

  expect(typed.query.text).toBe("web");
  expect(pickerAfter(typed, list, "ctrl-u", undefined).query.text).toBe("");
  expect(pickerAfter(typed, list, "f5", undefined)).toEqual(typed);
});

describe("the view", () => {
  const list = entries("1", "2", "3", "4", "5", "6", "7");
  const at = (selected: string): PickerState => ({ ...openedPicker, selected });

  test.each([
    { selected: "1", shown: ["1", "2", "3"], index: 0 },
    { selected: "4", shown: ["3", "4", "5"], index: 1 },
    { selected: "7", shown: ["5", "6", "7"], index: 2 },
  ])("has the lines around $selected", ({ selected, shown, index }) => {
    const { view, shown: values } = pickerView(titled, list, at(selected), "hint", 3);

    expect(values).toEqual(shown);
    expect(view).toMatchObject({ kind: "picker", selected: index, total: 7, title: "Title", hint: "hint" });
  });

  test("says which letters were hit", () => {
    const { view } = pickerView(titled, entries("kube-system"), typing("sys"), "", 3);

    expect(view).toMatchObject({ text: "sys", cursor: 3, items: [{ text: "kube-system", matched: [5, 6, 7] }] });
  });
});
