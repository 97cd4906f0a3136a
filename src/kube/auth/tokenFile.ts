import type { Clock } from "../../base/clock.ts";
import { plainText } from "../../base/plainText.ts";
import type { ClientCertificate } from "../config/access.ts";
import { fileTrouble, type Machine } from "../config/machine.ts";
import { KubeError } from "../kubeError.ts";
import { bearer } from "./authorization.ts";
import type { Grant } from "./refreshingSource.ts";

/** How long a token from a file is used before the file is read again (client-go transport/token_source.go). */
const freshMs = 60_000;

/**
 * Reads a token that somebody else keeps fresh in a file.
 * @throws KubeError `login` when the file cannot be read or is empty.
 */
export function readTokenFile(
  path: string,
  certificate: ClientCertificate | undefined,
  machine: Machine,
  clock: Clock,
): Grant {
  const token = textOf(path, machine).trim();
  const shown = plainText(path);
  if (token === "") {
    throw new KubeError("login", `the token file ${shown} is empty`, {
      advice: "Whatever writes it has not written a token yet, or failed.",
    });
  }
  return {
    credentials: { authorization: bearer(token, `the token in ${shown}`), certificate },
    freshUntil: clock.now() + freshMs,
  };
}

function textOf(path: string, machine: Machine): string {
  try {
    return machine.readFile(path);
  } catch (cause) {
    const { code, words } = fileTrouble(cause);
    const step = code === "EISDIR" ? "read" : "open";
    throw new KubeError("login", `${step} ${plainText(path)}: ${words}`, {
      cause,
      advice: "It is the tokenFile of the kubeconfig's user.",
    });
  }
}
