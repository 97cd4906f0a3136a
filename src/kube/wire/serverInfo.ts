import type { Clock } from "../../base/clock.ts";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { isRecord, textOf } from "./apiStatus.ts";
import { clockSkewOf } from "./clockSkew.ts";
import { acceptJson, type Transport } from "./transport.ts";
import { wholeBody } from "./wholeBody.ts";

/** What the server says about itself. */
export interface ServerInfo {
  /** `v1.35.4`; empty when the user may not know it. */
  readonly version: string;
  /** As clockSkewOf; undefined when the server does not say its time. */
  readonly clockSkewMs: number | undefined;
}

/**
 * Asks for `/version`: cheap, and allowed to nearly everybody.
 * @throws KubeError when the server does not answer; a server that says 403 or 404 has answered.
 */
export async function serverInfo(transport: Transport, clock: Clock, signal: AbortSignal): Promise<ServerInfo> {
  const sentAt = clock.now();
  try {
    const response = await transport.request(
      { path: "/version", accept: acceptJson, headersTimeoutMs: 10_000 },
      signal,
    );
    const receivedAt = clock.now();
    const { serverDate } = response;
    const body = await wholeBody(response.body);
    return {
      version: versionIn(body.toString()),
      clockSkewMs: serverDate === undefined ? undefined : clockSkewOf(serverDate, { sentAt, receivedAt }),
    };
  } catch (error) {
    const hasAnswered = error instanceof KubeError && (error.failure === "forbidden" || error.failure === "notFound");
    if (!hasAnswered) throw error;
    return { version: "", clockSkewMs: undefined };
  }
}

function versionIn(body: string): string {
  try {
    const version: unknown = JSON.parse(body);
    return isRecord(version) ? plainText(textOf(version.gitVersion)) : "";
  } catch (error) {
    throw new KubeError("protocol", "The server's version cannot be read: it is not JSON.", { cause: error });
  }
}
