import { plainText } from "../../base/plainText.ts";

/** An image without registry and path, a digest to its first letters: `payments:v1.2.3`, `payments@3f9a1c2`. */
export function shortImage(image: string): string {
  const name = plainText(image.slice(image.lastIndexOf("/") + 1));
  return name.replace(/@sha256:([0-9a-f]{7})[0-9a-f]*$/, "@$1");
}
