import { expect, test } from "vitest";
import type { KeyChord } from "../../../src/app/keyChord.ts";
import { type Question, type QuestionHost, questionLayer } from "../../../src/app/questionLayer.ts";

function asked(yes: string | undefined) {
  const said: string[] = [];
  let host: QuestionHost | undefined;
  const question: Question = {
    yes,
    view: () => ({
      title: "Delete?",
      tone: "warning",
      facts: [],
      answers: [{ keys: "y", title: "do it", tone: "normal" }],
    }),
    confirm: () => said.push("yes"),
    answer: (chord) => said.push(chord),
    close: () => said.push("closed"),
  };
  const left: unknown[] = [];
  const layer = questionLayer(
    (given) => {
      host = given;
      return question;
    },
    { redraw: () => {}, leave: (gone) => left.push(gone) },
  );
  const press = (...chords: readonly KeyChord[]) =>
    chords.map((chord) => layer.press(chord, chord.length === 1 ? chord : undefined)).at(-1);
  return { layer, press, said, left, host: () => host };
}

test("the letter says yes at once, and the question goes", () => {
  const { press, said } = asked("y");

  expect(press("y")).toBe(false);
  expect(said).toEqual(["yes"]);
});

test.each(["enter", "ctrl-d", "space", "Y", "1"] as const)("%s does not say yes", (chord) => {
  const { press, said } = asked("y");

  expect(press(chord)).toBe(true);
  expect(said).toEqual([chord]);
});

test("nothing that is pasted says yes", () => {
  const letter = asked("y");
  expect(letter.layer.press(undefined, "y")).toBe(true);
  expect(letter.said).toEqual([]);

  const number = asked("3");
  number.layer.press(undefined, "3");
  expect(number.press("enter")).toBe(true);
  expect(number.said).not.toContain("yes");
});

test.each(["esc", "n"] as const)("%s says no", (chord) => {
  const { press, said } = asked("y");

  expect(press(chord)).toBe(false);
  expect(said).toEqual([]);
});

test.each([
  { keys: ["1", "2", "enter"], isYes: true },
  { keys: ["1", "3", "backspace", "2", "enter"], isYes: true },
  { keys: ["1", "2"], isYes: false },
  { keys: ["1", "enter"], isYes: false },
  { keys: ["1", "2", "3", "enter"], isYes: false },
  { keys: ["enter"], isYes: false },
  { keys: ["y", "enter"], isYes: false },
] satisfies readonly { keys: readonly KeyChord[]; isYes: boolean }[])(
  "of 12, $keys says yes: $isYes",
  ({ keys, isYes }) => {
    const { press, said } = asked("12");

    expect(press(...keys)).toBe(!isYes);
    expect(said.includes("yes")).toBe(isYes);
  },
);

test("a number of one digit wants Enter as well", () => {
  const { press, said } = asked("3");

  expect(press("3")).toBe(true);
  expect(said).not.toContain("yes");
  expect(press("enter")).toBe(false);
  expect(said).toContain("yes");
});

test("what is typed is shown, and that it is not the number", () => {
  const { layer, press } = asked("12");
  press("1");
  expect(layer.view(20, 80).prompt).toMatchObject({ label: "Type 12:", text: "1", errors: [] });
  press("1");

  expect(layer.view(20, 80).prompt?.errors).toEqual([{ start: 0, end: 2, reason: "that is not 12" }]);
});

test("nothing says yes while there is nothing to say yes to", () => {
  const { press, said } = asked(undefined);
  press("y", "enter");

  expect(said).toEqual(["y", "enter"]);
});

test("a question can take itself away", () => {
  const { host, left, layer } = asked("y");
  host()?.leave();

  expect(left).toEqual([layer]);
});
