import { image, usageOf } from "../images/programs.ts";
import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const deployment = { namespace: "shop", name: "image-resizer" };
const version = (tag: string) => ({ "image-resizer": `registry.demo/shop/image-resizer:${tag}` });

/** An image without the program that it is meant to start. */
export const resizerStart: Story = {
  images: [
    image(version("v1.1.0")["image-resizer"], (run) => ({
      startError: 'exec: "/app/resizer": stat /app/resizer: no such file or directory',
      readyMs: 0,
      stopMs: 0,
      log: [],
      usage: usageOf(run),
    })),
  ],
  steps: [
    { at: seconds(85), does: "setImage", deployment, images: version("v1.1.0") },
    { at: minutes(5), does: "setImage", deployment, images: version("v1.0.3") },
  ],
};
