import { expect, test } from "vitest";
import { exactJson } from "../../../src/base/exactJson.ts";

test.each([
  { json: '{"a": 9223372036854775807}', value: { a: 9223372036854775807n } },
  { json: '{"a":[-9223372036854775808, 1]}', value: { a: [-9223372036854775808n, 1] } },
  { json: '{"a":9007199254740991}', value: { a: 9007199254740991 } },
  { json: '{"a":1234567890123456789e3}', value: { a: 1.2345678901234568e21 } },
  { json: '{"uid":"1234567890123456789","a":1.5}', value: { uid: "1234567890123456789", a: 1.5 } },
])("$json keeps every digit of a whole number", ({ json, value }) => {
  expect(exactJson(json)).toEqual(value);
});
