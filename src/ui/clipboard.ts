/**
 * The sequence that puts a text into the clipboard of whoever sits at the terminal, also over SSH (xterm ctlseqs, OSC 52).
 * tmux hands it on when `set-clipboard` is on.
 */
export function clipboardSequence(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString("base64")}\u0007`;
}
