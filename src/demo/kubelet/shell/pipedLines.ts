import { LineSplitter } from "../../../base/lineSplitter.ts";
import type { Lines } from "./typedLines.ts";

/** Lines of a script that is piped in: nothing is echoed, and there is no prompt. */
export function pipedLines(stdin: AsyncIterable<Buffer>): Lines {
  const lines = linesOf(stdin);
  return {
    onInterrupt: () => {},
    next: async () => {
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    },
  };
}

async function* linesOf(stdin: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  const splitter = new LineSplitter();
  for await (const chunk of stdin) yield* splitter.push(chunk);
  yield* splitter.end();
}
