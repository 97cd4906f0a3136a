import { type Answer, jsonAnswer } from "../answer.ts";
import type { Call } from "../apiServer.ts";
import { bodyIn } from "../handlers/body.ts";
import { namedIn } from "../handlers/named.ts";
import { bind } from "../localClient.ts";
import { pods } from "../resources/pods.ts";

/** Puts a pod on a node, as a scheduler from outside does. @throws StatusError */
export async function bindPod({ server, info, request }: Call): Promise<Answer> {
  const { target } = (await bodyIn(request)) as { readonly target?: { readonly name?: string } };
  const pod = server.registry.mustGet(pods, namedIn(info, pods));
  bind(server.registry, server.time, pod, target?.name ?? "");
  return jsonAnswer({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 }, { status: 201 });
}
