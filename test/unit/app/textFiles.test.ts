import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemTextFiles, xdgPath } from "../../../src/app/textFiles.ts";

describe("a file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podscope-text-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("that does not exist has no text, nor has one below a file", async () => {
    await writeFile(join(folder, "file"), "");

    expect(await systemTextFiles.read(join(folder, "none"))).toBeUndefined();
    expect(await systemTextFiles.read(join(folder, "file", "none"))).toBeUndefined();
  });

  test("that cannot be read is an error", async () => {
    await expect(systemTextFiles.read(folder)).rejects.toThrow("EISDIR");
  });

  test("is written with its folders, for its owner alone", async () => {
    const path = join(folder, "a", "b", "state.json");
    await systemTextFiles.replace(path, "new");

    expect(await systemTextFiles.read(path)).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "a"))).mode & 0o777).toBe(0o700);
  });

  test("is replaced in one step: an open reader keeps the old text, and no draft stays", async () => {
    const path = join(folder, "state.json");
    await writeFile(path, "old");
    const before = await stat(path);
    await systemTextFiles.replace(path, "new");

    expect((await stat(path)).ino).not.toBe(before.ino);
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  test("that cannot be replaced leaves no draft behind", async () => {
    await expect(systemTextFiles.replace(folder, "new")).rejects.toThrow();

    expect(await readdir(folder)).toEqual([]);
    expect(
      (await readdir(join(folder, ".."))).filter((name) => join(folder, "..", name).startsWith(`${folder}.`)),
    ).toEqual([]);
  });
});

test.each([
  { variable: "XDG_CONFIG_HOME", environment: {}, path: "/home/jane/.config/podscope/x" },
  { variable: "XDG_STATE_HOME", environment: {}, path: "/home/jane/.local/state/podscope/x" },
  { variable: "XDG_STATE_HOME", environment: { XDG_STATE_HOME: "/state" }, path: "/state/podscope/x" },
  { variable: "XDG_CONFIG_HOME", environment: { XDG_STATE_HOME: "/state" }, path: "/home/jane/.config/podscope/x" },
  { variable: "XDG_CONFIG_HOME", environment: { XDG_CONFIG_HOME: "" }, path: "/home/jane/.config/podscope/x" },
  { variable: "XDG_CONFIG_HOME", environment: { XDG_CONFIG_HOME: "relative" }, path: "/home/jane/.config/podscope/x" },
] as const)("$variable of $environment is $path", ({ variable, environment, path }) => {
  expect(xdgPath(variable, "x", environment, "/home/jane")).toBe(path);
});
