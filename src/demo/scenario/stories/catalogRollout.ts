import { serviceImage } from "../images/programs.ts";
import { voices } from "../images/voices.ts";
import { seconds } from "../span.ts";
import type { Story } from "../step.ts";

const image = "registry.demo/shop/catalog:v5.2.0";

/** A version that has to fill its cache before it is ready: the rollout takes its time, and is done. */
export const catalogRollout: Story = {
  images: [serviceImage(image, { ...voices.catalog, readyMs: seconds(17) })],
  steps: [
    {
      at: seconds(24),
      does: "setImage",
      deployment: { namespace: "shop", name: "catalog" },
      images: { catalog: image },
    },
  ],
};
