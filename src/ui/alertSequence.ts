import { plainText } from "../base/plainText.ts";

/** GNU screen hands on no more than 256 bytes at once, and few notifications have room for more. */
const mostLetters = 160;
/** Consoles that print what they do not know as a sequence. */
const withoutSequences: ReadonlySet<string> = new Set(["", "dumb", "linux"]);

export interface AlertOptions {
  /** Rings the bell as well. */
  readonly bell: boolean;
  /** The environment: who reads what we write. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * What calls whoever sits at the terminal: the bell, and the desktop's notification (iTerm2's OSC 9; also Ghostty, kitty, WezTerm,
 * foot, Windows Terminal). ConEmu takes what begins with a digit for commands of its own, so a name stands in front.
 */
export function alertSequence(text: string, { bell, env }: AlertOptions): string {
  return (bell ? "\u0007" : "") + notification(`podscope: ${shortened(plainText(text))}`, env);
}

/** tmux drops the sequence unless it is wrapped, and wrapped unless `allow-passthrough` is on; screen ends its wrapping at the first ST. */
function notification(text: string, { TERM = "", TMUX = "", STY = "" }: AlertOptions["env"]): string {
  const isInTmux = TMUX !== "";
  const isInScreen = STY !== "";
  // In one inside the other nobody knows which comes first, and the wrong wrapping is printed.
  if (withoutSequences.has(TERM) || (isInTmux && isInScreen)) return "";
  if (isInTmux) return `\u001bPtmux;\u001b\u001b]9;${text}\u001b\u001b\\\u001b\\`;
  if (isInScreen) return `\u001bP\u001b]9;${text}\u0007\u001b\\`;
  return `\u001b]9;${text}\u001b\\`;
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length <= mostLetters ? text : `${letters.slice(0, mostLetters - 1).join("")}…`;
}
