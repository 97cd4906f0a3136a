import { expect, test } from "vitest";
import { portPairFrom } from "../../../../src/app/forwards/portPair.ts";

const ports = [{ port: 8080, name: "http", container: "app" }];

test.each([
  { typed: "8080", pair: { local: 8080, remote: 8080 } },
  { typed: " 9000:8080 ", pair: { local: 9000, remote: 8080 } },
  { typed: ":8080", pair: { local: 0, remote: 8080 } },
  { typed: "0:8080", pair: { local: 0, remote: 8080 } },
  { typed: "http", pair: { local: 8080, remote: 8080 } },
  { typed: "9000:http", pair: { local: 9000, remote: 8080 } },
  { typed: "http:8080", pair: undefined },
  { typed: "", pair: undefined },
  { typed: "0", pair: undefined },
  { typed: "65536", pair: undefined },
  { typed: "9000:", pair: undefined },
  { typed: "1:2:3", pair: undefined },
  { typed: "grpc", pair: undefined },
  { typed: "127.0.0.1:80", pair: undefined },
])("$typed is read as kubectl port-forward reads it", ({ typed, pair }) => {
  expect(portPairFrom(typed, ports)).toEqual(pair);
});
