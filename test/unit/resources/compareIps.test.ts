import { expect, test } from "vitest";
import { compareIps } from "../../../src/resources/compareIps.ts";
import { randomFrom } from "../table/thing.ts";

test("addresses stand in the order of their values: none, IPv4, IPv6", () => {
  const inOrder = [
    "",
    "2.200.0.0",
    "10.0.0.2",
    "10.0.0.9",
    "10.0.0.10",
    "10.0.1.1",
    "10.1.0.0",
    "192.168.0.255",
    "::",
    "::1",
    "::2:0",
    "fd00::",
    "fd00::2",
    "fd00::10",
    "fd00::a:1",
    "fd00:0:1::",
    "fd00:1::",
    "fd00:1:2:3:4:5:6:7",
    "fd00:1:2:3:4:5:6:8",
    "fe80:1::",
    "ffff::1",
  ];
  const random = randomFrom(1);
  const shuffled = inOrder
    .map((ip) => ({ ip, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ ip }) => ip);

  expect(shuffled.sort(compareIps)).toEqual(inOrder);
});

test.each([
  ["fd00::1", "FD00:0:0:0:0:0:0:1"],
  ["fd00:0:0:1::", "fd00::1:0:0:0:0"],
  ["10.0.0.1", "10.0.0.1"],
  ["", ""],
])("%s and %s are one address", (one, other) => {
  expect(compareIps(one, other)).toBe(0);
  expect(compareIps(other, one)).toBe(0);
});

test.each(["not an address", "1.2.3.4.5.6.7.8.9.10", "1:2:3:4:5:6:7:8:9:a:b", "10.0.0", "é"])(
  "%j has a place, whatever it is",
  (text) => {
    expect(Math.sign(compareIps(text, "10.0.0.1"))).toBe(-Math.sign(compareIps("10.0.0.1", text)));
    expect(compareIps(text, "")).toBeGreaterThan(0);
  },
);
