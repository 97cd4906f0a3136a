import { defaultImage } from "./defaultImage.ts";
import type { Image } from "./image.ts";

export type ImageCatalogue = (name: string) => Image;

/**
 * The images of a scenario by name. The demo's own registry has no others; any other registry has whatever it is asked for,
 * so that what somebody applies by hand runs.
 */
export function imageCatalogue(images: readonly Image[]): ImageCatalogue {
  const known = new Map(images.map((image) => [image.name, image]));
  const made = new Map<string, Image>();
  return (name) => {
    const found = known.get(name) ?? made.get(name);
    if (found !== undefined) return found;
    const image = defaultImage(name);
    made.set(name, name.startsWith("registry.demo/") ? { ...image, pullError: notFound(name) } : image);
    return made.get(name) ?? image;
  };
}

/** As containerd says it. */
export function notFound(name: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`;
}
