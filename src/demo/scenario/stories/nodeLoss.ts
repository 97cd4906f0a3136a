import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const node = { pool: "general", index: 1 };

/**
 * A node goes silent. After a minute it counts as not ready, after five more its pods are given up and others take their place
 * (tolerationSeconds of the default tolerations); then it comes back.
 */
export const nodeLoss: Story = {
  images: [],
  steps: [
    { at: minutes(2) + seconds(10), does: "loseNode", node },
    { at: minutes(9) + seconds(30), does: "restoreNode", node },
  ],
};
