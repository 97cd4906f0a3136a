import { describe, expect, test } from "vitest";
import { type KeyChord, keyChordFrom } from "../../../src/app/keyChord.ts";
import { type Prompt, promptLayer } from "../../../src/app/promptLayer.ts";

function opened(change: Partial<Prompt> = {}) {
  const heard: string[] = [];
  const layer = promptLayer({
    label: ":",
    hint: "type something",
    start: "",
    problems: () => [],
    onEdit: (text) => heard.push(`edit ${text}`),
    onEnter: (text) => heard.push(`enter ${text}`),
    onEscape: () => heard.push("escape"),
    close: () => heard.push("close"),
    ...change,
  });
  const press = (...keys: readonly string[]) =>
    keys.map((key) => {
      const chord: KeyChord | undefined = keyChordFrom(key);
      return layer.press(chord, [...key].length === 1 ? key : undefined);
    });
  return { heard, layer, press, prompt: () => layer.view(10, 80).prompt };
}

test("tells each text that differs from the one before, and the last", () => {
  const { heard, press } = opened();

  expect(press("a", "left", "ü", "f5", "enter")).toEqual([true, true, true, true, false]);
  expect(heard).toEqual(["edit a", "edit üa", "enter üa"]);
});

test("Esc takes back what was done", () => {
  const { heard, press } = opened({ start: "old" });

  expect(press("x", "esc")).toEqual([true, false]);
  expect(heard).toEqual(["edit oldx", "escape"]);
});

test("Backspace leaves an empty line as it is", () => {
  const { heard, press } = opened({ start: "a" });

  expect(press("backspace", "backspace")).toEqual([true, false]);
  expect(heard).toEqual(["edit "]);
});

test("a paste stays one line", () => {
  const { layer, prompt } = opened();
  layer.press(undefined, "app=web\ntier=db\n");

  expect(prompt()?.text).toBe("app=web tier=db ");
});

describe("completion", () => {
  const completion = (text: string) => (text === "sh" ? "op" : "");

  test("is offered at the end of the line, and taken by Tab", () => {
    const { prompt, press } = opened({ start: "sh", completion });
    expect(prompt()?.completion).toBe("op");
    press("tab");

    expect(prompt()).toMatchObject({ text: "shop", cursor: 4, completion: "" });
  });

  test("is not offered within the line", () => {
    const { prompt, press } = opened({ start: "sh", completion });
    press("left");
    expect(prompt()?.completion).toBe("");
    press("tab");

    expect(prompt()?.text).toBe("sh");
  });
});

test("the hint stands there while nothing is typed", () => {
  const { prompt, press } = opened();
  expect(prompt()?.hint).toBe("type something");
  press("a");

  expect(prompt()?.hint).toBe("");
});

test("problems are those of the text as it is now", () => {
  const problems = (text: string) => (text === "!" ? [{ start: 0, end: 1, reason: "no" }] : []);
  const { prompt, press } = opened({ problems });
  expect(prompt()?.errors).toEqual([]);
  press("!");

  expect(prompt()?.errors).toEqual([{ start: 0, end: 1, reason: "no" }]);
});
