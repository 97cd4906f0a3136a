import type { QuestionView } from "./dashboardView.ts";
import type { KeyChord } from "./keyChord.ts";
import type { Layer } from "./layer.ts";
import { edit, emptyLine, insert } from "./lineEditor.ts";

/** Something that is asked before it happens. */
export interface Question {
  /** What it says now, the answers that `answer` and the layer itself take included. */
  view(): QuestionView;
  /** What says yes: one letter, or a number that is typed and sent with Enter. Undefined while nothing can be said yes to. */
  readonly yes: string | undefined;
  /** Yes was said. */
  confirm(): void;
  /** Any other key. */
  answer(chord: KeyChord): void;
  /** Lets go of what is followed while one thinks. */
  close(): void;
}

/** What a question needs of the dashboard. */
export interface QuestionHost {
  redraw(): void;
  /** Takes the question away: there is nothing left to ask. */
  leave(): void;
}

/** How to say no. */
export const noAnswer = { keys: "n Esc", title: "leave it", tone: "normal" } as const;

/**
 * A question over the table. Neither Enter alone nor the key that opened it says yes, nor anything that is pasted; n and Esc say no,
 * and any key that is no answer does nothing.
 */
export function questionLayer(
  create: (host: QuestionHost) => Question,
  dashboard: { redraw(): void; leave(layer: Layer): void },
): Layer {
  let typed = emptyLine;
  const host: QuestionHost = { redraw: dashboard.redraw, leave: () => dashboard.leave(layer) };
  const layer: Layer = {
    press: (chord) => {
      const { yes } = question;
      if (chord === undefined) return true;
      if (chord === "esc" || chord === "n") return false;
      if (isNumber(yes) ? chord === "enter" && typed.text === yes : chord === yes) {
        question.confirm();
        return false;
      }
      if (!isNumber(yes)) typed = emptyLine;
      else if (isNumber(chord)) typed = insert(typed, chord);
      else typed = edit(typed, chord) ?? typed;
      question.answer(chord);
      return true;
    },
    view: () => {
      const { yes } = question;
      const view = question.view();
      const footer = view.answers.map(({ keys, title }) => ({ keys, title }));
      const overlay = { kind: "question", ...view } as const;
      if (!isNumber(yes)) return { overlay, footer };
      const isWrong = typed.text !== "" && !yes.startsWith(typed.text);
      const errors = isWrong ? [{ start: 0, end: typed.text.length, reason: `that is not ${yes}` }] : [];
      const hint = "Enter says yes, Esc leaves it";
      return { overlay, prompt: { label: `Type ${yes}:`, ...typed, errors, completion: "", hint } };
    },
    close: () => question.close(),
  };
  const question = create(host);
  return layer;
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}
