import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { lendTerminal } from "../../../src/ui/lentTerminal.ts";

function fakeTerminal() {
  const told: string[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    setEncoding: (encoding: string) => void told.push(encoding),
    setRawMode: (isRaw: boolean) => void told.push(isRaw ? "raw" : "cooked"),
    resume: () => void told.push("resume"),
    pause: () => void told.push("pause"),
  });
  const stdout = Object.assign(new EventEmitter(), {
    columns: 100,
    rows: 30,
    written: "",
    write(text: string | Uint8Array, done?: unknown) {
      this.written += text.toString();
      if (typeof done === "function") done();
      return true;
    },
  });
  return { told, stdin, stdout };
}

test("keys go to the program as they are typed, and the terminal is left as it was", async () => {
  const { told, stdin, stdout } = fakeTerminal();
  const heard = await lendTerminal(stdin, stdout, async ({ input, output }) => {
    stdin.emit("data", "ls\u0003");
    output.write("\u001b[?25l\u001b[?1000h");
    return String(input.read());
  });
  expect(heard).toBe("ls\u0003");
  expect(told).toEqual(["utf8", "raw", "resume", "cooked", "pause"]);
  expect(stdin.listenerCount("data")).toBe(0);
  const [, after] = stdout.written.split("\u001b[?25l\u001b[?1000h");
  for (const off of ["[?25h", "[?1000l", "[?2004l", "[0m"]) expect(after).toContain(off);
});

test("its size is the terminal's, and it says when that changes", async () => {
  const { stdin, stdout } = fakeTerminal();
  await lendTerminal(stdin, stdout, async ({ output }) => {
    const sizes: string[] = [];
    output.on("resize", () => sizes.push(`${output.columns}x${output.rows}`));
    Object.assign(stdout, { columns: 72, rows: 20 });
    stdout.emit("resize");
    expect(sizes).toEqual(["72x20"]);
  });
  expect(stdout.listenerCount("resize")).toBe(0);
});

test("a program that fails leaves it as it was, too", async () => {
  const { told, stdin, stdout } = fakeTerminal();
  const failing = lendTerminal(stdin, stdout, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(told.slice(-2)).toEqual(["cooked", "pause"]);
});
