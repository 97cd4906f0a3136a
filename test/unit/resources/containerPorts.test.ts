import { expect, test } from "vitest";
import { containerPorts } from "../../../src/resources/containerPorts.ts";

test("TCP ports of containers and sidecars, with their names, and nothing of init containers", () => {
  const spec = {
    initContainers: [
      { name: "migrate", ports: [{ containerPort: 1 }] },
      { name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 15_000 }] },
    ],
    containers: [
      {
        name: "app",
        ports: [
          { containerPort: 8080, name: "http", protocol: "TCP" },
          { containerPort: 53, protocol: "UDP" },
        ],
      },
      { name: "plain" },
    ],
  };
  expect(containerPorts({ spec })).toEqual([
    { port: 8080, name: "http", container: "app" },
    { port: 15_000, name: "", container: "proxy" },
  ]);
});
