import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { endingOf, Interruption } from "../../../src/cli/ending.ts";
import { Output, OutputError } from "../../../src/cli/output.ts";

test("text is handed on in large pieces, and all of it at the end", async () => {
  const stream = new PassThrough({ highWaterMark: 1 << 20 });
  const out = new Output(stream);
  out.write("a");
  expect(stream.readableLength).toBe(0);
  out.write("b".repeat(70_000));
  expect(stream.readableLength).toBe(70_001);
  out.write("c");
  await out.end();
  expect(stream.readableLength).toBe(70_002);
});

test("flush waits for a slow reader", async () => {
  const stream = new PassThrough({ highWaterMark: 4 });
  const out = new Output(stream);
  out.write("more than four");
  let isFlushed = false;
  const flushed = out.flush().then(() => {
    isFlushed = true;
  });
  await new Promise(setImmediate);
  expect(isFlushed).toBe(false);
  stream.resume();
  await flushed;
  expect(isFlushed).toBe(true);
});

function broken(code: string): Output {
  const error = Object.assign(new Error(`${code}: write`), { code });
  const out = new Output(new Writable({ write: (_chunk, _encoding, done) => done(error) }));
  out.write("x");
  return out;
}

describe("what cannot be written", () => {
  test("is said to whoever waits, and stops what is under way", async () => {
    const out = broken("ENOSPC");
    await expect(out.end()).rejects.toThrow(OutputError);
    expect(out.signal.aborted).toBe(true);
  });

  test.each([
    { code: "EPIPE", ending: { code: 141, lines: [] } },
    { code: "ENOSPC", ending: { code: 1, lines: ["podscope: cannot write: ENOSPC: write"] } },
  ])("because of $code ends as $ending", async ({ code, ending }) => {
    const error = await broken(code)
      .end()
      .catch((reason: unknown) => reason);
    expect(await endingOf(error, false)).toEqual(ending);
  });
});

describe("the ending", () => {
  test("of a signal is its exit code, without words", async () => {
    expect(await endingOf(new Interruption(130), true)).toEqual({ code: 130, lines: [] });
  });

  test("of a mistake is one line, with its trace only for --debug", async () => {
    const mistake = new TypeError("x is undefined");
    expect(await endingOf(mistake, false)).toEqual({
      code: 1,
      lines: ["podscope: stopped by a mistake of its own: x is undefined (--debug shows where)"],
    });
    const { lines } = await endingOf(mistake, true);
    expect(lines[0]).toBe("podscope: stopped by a mistake of its own: x is undefined");
    expect(lines[1]).toMatch(/^TypeError: x is undefined\n\s+at /);
  });
});
