import { readFile } from "node:fs/promises";
import type { Root } from "protobufjs";

/** The bundle has the folder beside itself, as this file has. */
const folder = new URL("./schema/", import.meta.url);

/** What core/v1 imports, itself after them; then the other groups. */
const files = [
  "k8s.io/apimachinery/pkg/api/resource/generated.proto",
  "k8s.io/apimachinery/pkg/util/intstr/generated.proto",
  "k8s.io/apimachinery/pkg/runtime/generated.proto",
  "k8s.io/apimachinery/pkg/runtime/schema/generated.proto",
  "k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto",
  ...["core", "apps", "authentication", "authorization", "autoscaling", "batch", "policy", "rbac"].map(
    (group) => `k8s.io/api/${group}/v1/generated.proto`,
  ),
];

/** Reads the protobuf schema, and the library for it: both cost nothing until then. */
export async function loadSchema(): Promise<Root> {
  const { default: protobuf } = await import("protobufjs");
  const root = new protobuf.Root();
  for (const file of files) protobuf.parse(await readFile(new URL(file, folder), "utf8"), root);
  root.resolveAll();
  return root;
}
