import { expect, test } from "vitest";
import { loadProtobuf } from "../../../../../src/demo/apiserver/encoding/protobuf.ts";

/** What `kubectl auth can-i list pods` sends, byte for byte. */
const review = Buffer.concat([
  Buffer.from("6b3873000a320a17", "hex"),
  Buffer.from("authorization.k8s.io/v1"),
  Buffer.from("1217", "hex"),
  Buffer.from("SelfSubjectAccessReview"),
  Buffer.from("123d0a100a0012001a0022002a00320038004200121f0a1d0a07", "hex"),
  Buffer.from("default"),
  Buffer.from("12046c6973741a0022002a04706f647332003a001a08080012001a0020001a002200", "hex"),
]);

test("a review that kubectl sends is read, and a time that it leaves empty is none", async () => {
  const decoded = (await loadProtobuf()).decoded(review);
  expect(decoded).toEqual({
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    metadata: { generation: 0 },
    spec: { resourceAttributes: { namespace: "default", verb: "list", resource: "pods" } },
    status: { allowed: false, denied: false },
  });
  expect(decoded).not.toHaveProperty("metadata.creationTimestamp");
});

test("bytes are base64 where they are JSON", async () => {
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "key" }, type: "Opaque", data: { a: "aGk=" } };
  const protobuf = await loadProtobuf();
  expect(protobuf.decoded(protobuf.object(secret))).toEqual(secret);
});
