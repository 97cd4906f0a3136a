import { serviceImage } from "../images/programs.ts";
import { voices } from "../images/voices.ts";
import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const deployment = { namespace: "shop", name: "checkout" };
const version = (tag: string) => `registry.demo/shop/checkout:${tag}`;

/** Somebody releases a version that was never pushed: its pods cannot get it, and the old ones go on. The next one is there. */
export const checkoutRelease: Story = {
  images: [serviceImage(version("v2.4.1"), voices.checkout)],
  steps: [
    { at: seconds(6), does: "setImage", deployment, images: { checkout: version("v2.4.0") } },
    { at: minutes(8), does: "setImage", deployment, images: { checkout: version("v2.4.1") } },
  ],
};
