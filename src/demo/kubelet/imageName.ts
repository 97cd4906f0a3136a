/** Why a name cannot be that of an image, in the words of the kubelet; undefined when it can (distribution/reference). */
export function imageNameProblem(image: string): string | undefined {
  if (reference.test(image)) return undefined;
  const why = reference.test(image.toLowerCase())
    ? `invalid reference format: repository name (${repositoryOf(image)}) must be lowercase`
    : "invalid reference format";
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${why}`;
}

/** With the tag that a name without one means. */
export function withTag(image: string): string {
  return /[:@]/.test(image.slice(image.lastIndexOf("/") + 1)) ? image : `${image}:latest`;
}

const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const host = "(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?::[0-9]+)?/)?";
const reference = new RegExp(
  `^${host}${part}(?:/${part})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

function repositoryOf(image: string): string {
  const name = image.replace(/(?::[^:/]*)?(?:@.*)?$/, "");
  return name.includes("/") ? name.slice(name.indexOf("/") + 1) : `library/${name}`;
}
