import { Transform } from "node:stream";

/** What of the typed text goes on, and whether it asked to leave. */
export interface Passed {
  readonly text: string;
  readonly leaves: boolean;
}

/**
 * The escape of ssh(1): `~.` at the beginning of a line leaves, `~~` is one `~`. A way out of a shell that takes no keys any
 * more.
 */
export class TildeEscape {
  #isAtStart = true;
  #isHeld = false;

  read(typed: string): Passed {
    let text = "";
    for (const character of typed) {
      if (this.#isHeld && character === ".") return { text, leaves: true };
      if (this.#isHeld) text += character === "~" ? "" : "~";
      this.#isHeld = !this.#isHeld && this.#isAtStart && character === "~";
      if (this.#isHeld) continue;
      text += character;
      this.#isAtStart = character === "\r" || character === "\n";
    }
    return { text, leaves: false };
  }
}

/** Passes on what is typed, until it asks to leave. */
export function withEscape(leave: () => void): Transform {
  const tilde = new TildeEscape();
  const decoder = new TextDecoder();
  return new Transform({
    transform: (bytes: Buffer, _, done) => {
      const { text, leaves } = tilde.read(decoder.decode(bytes, { stream: true }));
      if (leaves) leave();
      done(null, Buffer.from(text));
    },
  });
}
