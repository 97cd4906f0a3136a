import { exactJson } from "../../base/exactJson.ts";
import { acceptJson, type Transport } from "./transport.ts";
import { wholeBody } from "./wholeBody.ts";

/** One whole object as JSON; whole numbers that are too large for a double come as a bigint. @throws KubeError */
export async function readObject(path: string, transport: Transport, signal: AbortSignal): Promise<unknown> {
  const response = await transport.request({ path, accept: acceptJson }, signal);
  const bytes = await wholeBody(response.body);
  return exactJson(bytes.toString());
}
