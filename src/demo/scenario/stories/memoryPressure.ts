import { seconds } from "../span.ts";
import type { Story } from "../step.ts";

const mebibyte = 1024 * 1024;

/** A node has next to no memory left: the kubelet ends whoever uses most above what was asked for. */
export const memoryPressure: Story = {
  images: [],
  steps: [
    {
      at: seconds(100),
      does: "fillMemory",
      node: { pool: "general", index: 0 },
      availableBytes: 61 * mebibyte,
    },
  ],
};
