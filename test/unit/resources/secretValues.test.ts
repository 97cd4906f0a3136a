import { expect, test } from "vitest";
import { mask, withoutSecrets } from "../../../src/resources/secretValues.ts";

const podWith = (...env: readonly object[]) => ({ spec: { containers: [{ name: "main", env }] } });

test.each([
  { name: "DB_PASSWORD", value: "x", isMasked: true },
  { name: "apiKey", value: "x", isMasked: true },
  { name: "API_KEY", value: "x", isMasked: true },
  { name: "GITHUB_TOKEN", value: "x", isMasked: true },
  { name: "CLIENT_SECRET", value: "x", isMasked: true },
  { name: "DATABASE_URL", value: "postgres://me:hunter2@db/x", isMasked: true },
  { name: "DATABASE_URL", value: "postgres://db/x", isMasked: false },
  { name: "HTTP_PROXY", value: "http://proxy:3128", isMasked: false },
  { name: "LOG_LEVEL", value: "debug", isMasked: false },
  { name: "MONKEY", value: "x", isMasked: false },
  { name: "DB_PASSWORD", value: "", isMasked: false },
])("$name=$value is masked: $isMasked", ({ name, value, isMasked }) => {
  const { object, masked } = withoutSecrets(podWith({ name, value }));

  expect(object).toEqual(podWith({ name, value: isMasked ? mask : value }));
  expect(masked).toBe(isMasked ? 1 : 0);
});

test("a reference to a secret is not a secret", () => {
  const pod = podWith({ name: "TOKEN", valueFrom: { secretKeyRef: { name: "x", key: "y" } } });

  expect(withoutSecrets(pod)).toEqual({ object: pod, masked: 0 });
});

test("what kubectl applied is masked too, and not counted twice", () => {
  const applied = JSON.stringify(podWith({ name: "TOKEN", value: "tok-4242" }));
  const annotations = { "kubectl.kubernetes.io/last-applied-configuration": applied };
  const { object, masked } = withoutSecrets({
    metadata: { annotations },
    ...podWith({ name: "TOKEN", value: "tok-4242" }),
  });

  expect(JSON.stringify(object)).not.toContain("tok-4242");
  expect(masked).toBe(1);
});

test("what was applied without a secret stays as it is written", () => {
  const annotations = { "kubectl.kubernetes.io/last-applied-configuration": '{ "a": 1 }\n', other: "{" };

  expect(withoutSecrets({ metadata: { annotations } }).object).toEqual({ metadata: { annotations } });
});
