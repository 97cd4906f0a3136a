import { expect, test } from "vitest";
import { Interner } from "../../../src/base/intern.ts";

test.each(["", "worker-1", "Init:0/2", "é日本", "👩‍👩‍👧", "a".repeat(300)])(
  "%j from text and from bytes is the same word",
  (word) => {
    const words = new Interner();
    const bytes = Buffer.from(`x${word}y`);

    expect(words.of(word)).toBe(word);
    expect(words.ofBytes(bytes, 1, bytes.length - 1)).toBe(word);
    expect(words.ofBytes(bytes, 1, bytes.length - 1)).toBe(word);
  },
);

test("thousands of words that look alike are told apart, also when the room for them grows", () => {
  const words = new Interner();
  const names = Array.from({ length: 70_000 }, (_, index) => `pod-${index % 66_000}-${(index * 7919) % 13}`);
  for (const name of names) {
    const bytes = Buffer.from(name);
    expect(words.ofBytes(bytes, 0, bytes.length)).toBe(name);
  }
  expect(words.of("pod-1-1")).toBe("pod-1-1");
});

test("a word made of two is one copy, and what is between them tells it from another", () => {
  const words = new Interner();
  const word = words.joined("a", "/", "b");

  expect(word).toBe("a/b");
  expect(words.joined("a", ",", "b")).toBe("a,b");
  expect(words.joined("a", "/", "b")).toBe("a/b");
  expect(words.joined("a/", "/", "b")).toBe("a//b");
  expect(words.joined("", "/", "")).toBe("/");
});
