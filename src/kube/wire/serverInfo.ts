import type { Clock } from "../../base/clock.ts";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { isRecord, textOf } from "./apiStatus.ts";
import { acceptJson, type Transport } from "./transport.ts";

/** What the server says about itself. */
export interface ServerInfo {
  /** `v1.35.4`; empty when the user may not know it. */
  readonly version: string;
  /** Add it to this machine's clock to get the server's, milliseconds; known to about half a second and half of the round trip. */
  readonly clockSkewMs: number | undefined;
}

/**
 * Asks for `/version`: cheap, and allowed to nearly everybody.
 * @throws KubeError when the server does not answer; a server that says 403 or 404 has answered.
 */
export async function serverInfo(transport: Transport, clock: Clock, signal: AbortSignal): Promise<ServerInfo> {
  const sent = clock.now();
  try {
    const response = await transport.request(
      { path: "/version", accept: acceptJson, headersTimeoutMs: 10_000 },
      signal,
    );
    const middle = (sent + clock.now()) / 2;
    const parts: Buffer[] = [];
    for await (const chunk of response.body) parts.push(Buffer.from(chunk));
    return {
      version: versionIn(Buffer.concat(parts).toString()),
      // The header has whole seconds, cut off: half a second later is the best guess.
      clockSkewMs: response.serverDate === undefined ? undefined : response.serverDate + 500 - middle,
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
