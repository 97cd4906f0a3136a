import type { Pod } from "../../objects/pod.ts";
import type { Call } from "../apiServer.ts";
import { attributesOf, forbidden } from "../auth/requestAttributes.ts";
import { namedIn } from "../handlers/named.ts";
import { pods } from "../resources/pods.ts";
import { StatusError } from "../statusError.ts";

/** The pod whose streams are asked for. @throws StatusError when it may not be, or cannot be */
export function streamedPod({ server, info, request, user }: Call): Pod {
  // A GET that changes something: whoever may only look may not do that (kubernetes AuthorizePodWebsocketUpgradeCreatePermission).
  const asCreate = { ...info, verb: "create" };
  const authorization = server.authorize(user, { ...asCreate, path: request.path });
  if (!authorization.isAllowed) throw forbidden(user, attributesOf(asCreate, request.path), authorization.reason);
  const pod = server.registry.mustGet(pods, namedIn(info, pods));
  if (pod.spec.nodeName === undefined)
    throw new StatusError("BadRequest", `pod ${pod.metadata.name} does not have a host assigned`);
  return pod;
}

/**
 * The protocol to speak over a WebSocket: the first of the client's that is among `protocols` (apimachinery
 * pkg/util/httpstream/wsstream). Asked last, since kubectl asks again in another way when it is refused.
 * @throws StatusError BadRequest
 */
export function streamProtocol({ request: { headers } }: Call, protocols: readonly string[]): string {
  const upgrade = headers.upgrade?.toLowerCase();
  if (upgrade === undefined) throw new StatusError("BadRequest", "Upgrade request required");
  if (upgrade !== "websocket")
    throw new StatusError(
      "BadRequest",
      `this demo cluster speaks ${protocols.join(", ")} over WebSocket, not ${headers.upgrade}`,
    );
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((each) => each.trim());
  const found = offered.find((each) => protocols.includes(each));
  if (found !== undefined) return found;
  const lists = `client supports [${offered.join(" ")}], server supports [${protocols.join(" ")}]`;
  throw new StatusError("BadRequest", `unable to upgrade: unable to negotiate protocol: ${lists}`);
}
