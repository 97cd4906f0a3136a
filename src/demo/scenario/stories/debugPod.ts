import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const pod = { namespace: "shop", name: "debug-mira" };

/** Somebody in a hurry types the name of an image with a capital letter, and tidies up later. */
export const debugPod: Story = {
  images: [],
  steps: [
    {
      at: seconds(32),
      does: "createPod",
      pod: {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { ...pod, labels: { run: pod.name } },
        spec: { containers: [{ name: pod.name, image: "registry.demo/base/Debug-Tools:v1" }] },
        status: {},
      },
    },
    { at: minutes(4), does: "deletePod", pod },
  ],
};
