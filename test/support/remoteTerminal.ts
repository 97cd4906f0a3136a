import { PassThrough } from "node:stream";
import type { RemoteTerminal } from "../../src/kube/typed/podShell.ts";

/** A terminal that a test types at and reads. */
export function remoteTerminal() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 100, rows: 30 });
  let text = "";
  let listener = () => {};
  output.on("data", (bytes: Buffer) => {
    text += bytes.toString();
    listener();
  });
  const terminal: RemoteTerminal = { input, output };
  return {
    terminal,
    type: (typed: string) => void input.write(typed),
    text: () => text,
    /** Waits until `wanted` has come. */
    until: (wanted: string) =>
      new Promise<void>((found) => {
        listener = () => {
          if (text.includes(wanted)) found();
        };
        listener();
      }),
    resize: (columns: number, rows: number) => {
      Object.assign(output, { columns, rows });
      output.emit("resize");
    },
  };
}
