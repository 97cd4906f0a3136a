import { describe, expect, test } from "vitest";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import type { Container } from "../../../../src/demo/objects/pod.ts";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

const web = "registry.demo/web:v1";
const images = [imageOf(web, {}, { pullMs: 8000, sizeBytes: 4711 })];
const there = `Pulled: Container image "${web}" already present on machine`;

describe("an image", () => {
  test("is pulled once for all pods of a node that want it", () => {
    const stage = kubeletStage({ images });
    stage.run("a", {});
    stage.wait(4);
    stage.run("b", {});
    stage.wait(20);
    expect([stage.status("a"), stage.status("b")]).toEqual(["Running", "Running"]);
    expect(stage.saidOf("Pulled")).toEqual([
      expect.stringMatching(
        /^Pulled: Successfully pulled image "registry\.demo\/web:v1" in 9\.\d+s \(.* including waiting\)\. Image size: 4711 bytes\.$/,
      ),
      expect.stringMatching(/^Pulled: Successfully pulled image "registry\.demo\/web:v1" in 6s /),
    ]);
    stage.run("c", {});
    stage.wait(2);
    expect(stage.saidOf("Pulled").at(-1)).toBe(there);
    expect(stage.client.get(nodes, { name: "n1" })?.status.images).toEqual([{ names: [web], sizeBytes: 4711 }]);
  });

  test("is not pulled by a container that starts in the second in which it came", () => {
    const stage = kubeletStage({ images });
    stage.run("a", { initContainers: [container("proxy", web, { restartPolicy: "Always" })] });
    stage.wait(20);
    expect(stage.saidOf("Pulling")).toHaveLength(1);
    expect(stage.saidOf("Pulled")).toHaveLength(2);
  });

  test("that a node has is known to its next kubelet", () => {
    const stage = kubeletStage({ images });
    stage.run("a", {});
    stage.wait(20);
    stage.delete("a", 0);
    stage.restart();
    stage.run("b", {});
    stage.wait(2);
    expect(stage.saidOf("Pulled").at(-1)).toBe(there);
  });

  test("is asked for again by who always pulls", () => {
    const stage = kubeletStage({ images });
    stage.run("a", { containers: [container("web", web, { imagePullPolicy: "Always" })] });
    stage.wait(20);
    stage.run("b", { containers: [container("web", web, { imagePullPolicy: "Always" })] });
    stage.wait(5);
    expect(stage.status("b")).toBe("Running");
    expect(stage.saidOf("Pulling")).toHaveLength(2);
    expect(stage.saidOf("Pulled").at(-1)).toBe(
      `Pulled: Successfully pulled image "${web}" in 350ms (350ms including waiting). Image size: 4711 bytes.`,
    );
  });

  test("that the demo's registry does not have says so, and why it is not tried now", () => {
    const stage = kubeletStage({ images });
    const name = "registry.demo/web:v9";
    stage.run("a", { containers: [container("web", name)] });
    stage.wait(10);
    const why = `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`;
    expect(stage.pod("a")?.status.containerStatuses?.[0]?.state.waiting).toEqual({
      reason: "ImagePullBackOff",
      message: `Back-off pulling image "${name}": ErrImagePull: ${why}`,
    });
  });
});

/** What becomes in a minute of a container that somebody applies by hand. */
function applied(image: string, rest: Partial<Container> = {}) {
  const stage = kubeletStage();
  stage.run("p", { containers: [container("web", image, rest)], restartPolicy: "Never" });
  stage.wait(60);
  const pod = stage.pod("p");
  const [status] = pod?.status.containerStatuses ?? [];
  const lines = pod && stage.kubelets().logs(pod, "web", { previous: false });
  return {
    status: stage.status("p"),
    code: status?.state.terminated?.exitCode,
    lines: lines?.map(({ text }) => text) ?? [],
  };
}

describe("an image that nobody has told of", () => {
  test("runs and writes a line now and then", () => {
    const { status, lines } = applied("docker.io/library/nginx:1.29");
    expect(status).toBe("Running");
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.length).toBeLessThan(10);
  });

  test.each<[readonly string[], string, number | undefined, readonly string[]]>([
    [["sh", "-c", "exit 3"], "Error", 3, []],
    [["/bin/sh", "-c", "echo hello; sleep 5 && echo 'good bye'"], "Completed", 0, ["hello", "good bye"]],
    [["false"], "Error", 1, []],
    [["sleep", "20"], "Completed", 0, []],
    [["sleep", "1h"], "Running", undefined, []],
    [["sleep", "infinity"], "Running", undefined, []],
    [["echo", "done"], "Completed", 0, ["done"]],
  ])("does what %j says", (command, status, code, lines) => {
    expect(applied("busybox", { command })).toEqual({ status, code, lines });
  });

  test("is done at once when it is a shell with nobody to type", () => {
    expect(applied("busybox:1.36").status).toBe("Completed");
  });
});

test("a container whose image is changed makes way for the new one", () => {
  const stage = kubeletStage({ images: [...images, imageOf("registry.demo/web:v2", {})] });
  stage.run("a", {});
  stage.wait(20);
  stage.client.update(pods, { namespace: "shop", name: "a" }, (pod) => ({
    ...pod,
    spec: { ...pod.spec, containers: [container("web", "registry.demo/web:v2")] },
  }));
  stage.wait(10);
  const { containerStatuses } = stage.pod("a")?.status ?? {};
  expect(containerStatuses?.[0]).toMatchObject({ image: "registry.demo/web:v2", restartCount: 1, ready: true });
  expect(stage.saidOf("Killing")).toEqual(["Killing: Container web definition changed, will be restarted"]);
});
