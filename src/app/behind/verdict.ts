import type { Failure } from "../../kube/kubeError.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { signedLine, toldLines } from "../../resources/page/section.ts";
import type { Tone } from "../../table/column.ts";
import type { StyledLine } from "../../table/look.ts";

interface Verdict {
  readonly tone: Tone;
  readonly who: string;
  readonly words: string;
}

/** Who has to do something about each kind of failure, and what it comes down to. */
const culprits: Readonly<Record<Failure, readonly [who: string, words: string]>> = {
  config: ["It is the kubeconfig", "it cannot be used as it is"],
  login: ["It is your login", "there are no credentials to send"],
  proxy: ["It is the proxy", "it does not let us through to the server"],
  unreachable: ["It is the network or the server", "nothing answers, so nobody saw your login"],
  tls: ["It is the server's certificate", "nobody that we trust vouches for it"],
  protocol: ["It is what answers there", "it does not speak as a Kubernetes API does"],
  unauthorized: ["It is your login", "the server is there, and does not accept it"],
  forbidden: ["It is your rights", "the server knows you, and says no"],
  notFound: ["It is the server", "it has nothing at this address"],
  gone: ["It is the server", "its history does not reach back far enough"],
  throttled: ["It is the server", "it has too much to do, and asks us to wait"],
  unsupported: ["It is the request", "the server does not take it"],
  server: ["It is the server", "it fails to answer"],
  mistake: ["It is podscope", "it made a mistake"],
};

/** The answer to: is it me, my login, the network or the server? With what to do next, where there is something. */
export function verdictLines(sync: SyncState): readonly StyledLine[] {
  const { tone, who, words } = verdictOf(sync);
  const advice = "error" in sync ? (sync.error.advice ?? "") : "";
  return [signedLine(tone, who, words), ...toldLines("because", causeOf(sync)), ...toldLines("try", advice)];
}

/** Why it does not go on, in the words of whoever said no; empty where it does. */
export function causeOf(sync: SyncState): string {
  if (sync.phase === "catchingUp") return sync.cause;
  return "error" in sync ? sync.error.message : "";
}

function verdictOf(sync: SyncState): Verdict {
  switch (sync.phase) {
    case "starting":
    case "authenticating":
    case "connecting":
    case "loading":
      return { tone: "busy", who: "It is on its way", words: "the steps that are done are known to be good" };
    case "live":
      return { tone: "good", who: "All is well", words: "the table is what the server has" };
    case "catchingUp":
      return { tone: "warning", who: "The watch was interrupted", words: "it is being taken up where it ended" };
    case "resyncing":
      return { tone: "warning", who: "Everything is listed again", words: sync.cause };
    case "polling":
      return { tone: "warning", who: "It is your rights", words: "you may list and not watch, so changes come late" };
    case "waiting":
      return { tone: "warning", ...culpritOf(sync.error.failure) };
    case "unauthorized":
    case "forbidden":
    case "unreachable":
    case "broken":
      return { tone: "bad", ...culpritOf(sync.error.failure) };
    case "file":
      return { tone: "muted", who: "The rows come from a file", words: "no server is asked" };
    case "stopped":
      return { tone: "muted", who: "It has stopped", words: "" };
  }
}

function culpritOf(failure: Failure): Omit<Verdict, "tone"> {
  const [who, words] = culprits[failure];
  return { who, words };
}
