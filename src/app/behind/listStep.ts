import { bytesText, waitText } from "../../base/amountText.ts";
import { grouped } from "../../base/grouped.ts";
import type { ListFigures } from "../../kube/sync/syncFigures.ts";
import type { ListRequests } from "../../kube/wire/collectionRequests.ts";
import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { selectorsText } from "../scope.ts";
import { momentText } from "./momentText.ts";
import type { TourFacts } from "./tourFacts.ts";

/** What the newest list brought, or has brought so far. */
export function listLines({ sync, scope, traffic, now }: TourFacts): readonly StyledLine[] {
  const { list: figures } = traffic.figures;
  const { list: requests } = traffic.requests;
  const isUnderWay = sync.phase === "loading" || sync.phase === "resyncing";
  return [
    ...(isUnderWay ? toldLines("so far", progressWords(sync)) : []),
    ...(requests === undefined || !isTaken(requests)
      ? []
      : toldLines("form", formWords(requests, figures, isUnderWay))),
    ...(scope === undefined ? [] : toldLines("selector", selectorsText(scope.selectors))),
    ...(figures === undefined ? [] : figuresLines(figures, requests, now)),
  ];
}

/** The server answers it. */
function isTaken({ newest }: ListRequests): boolean {
  return newest?.status !== undefined && newest.status < 300;
}

function progressWords({ received, total }: { readonly received: number; readonly total: number | undefined }): string {
  const pods = `${grouped(received)} pods`;
  return total === undefined ? pods : `${pods} of ${grouped(total)}`;
}

function formWords(
  { isStream, pages, newest }: ListRequests,
  figures: ListFigures | undefined,
  underWay: boolean,
): string {
  const packed = newest?.encoding === undefined ? ", not packed" : `, packed with ${newest.encoding}`;
  if (isStream) return `one stream${packed}, which goes on as the watch`;
  const isPaged = underWay || figures?.form === "paged";
  return isPaged ? `${grouped(pages)} pages of up to 500 pods${packed}` : `one answer with all of them${packed}`;
}

function figuresLines(
  { rows, resourceVersion, completeAt, tookMs }: ListFigures,
  requests: ListRequests | undefined,
  now: number,
): readonly StyledLine[] {
  const form = requests?.newest?.mediaType?.includes("protobuf") === true ? "protobuf" : "JSON";
  const amount = requests === undefined ? "" : `, ${bytesText(requests.bytes)} of ${form}`;
  return [
    ...toldLines("brought", `${grouped(rows)} ${rows === 1 ? "pod" : "pods"}${amount}`),
    ...toldLines("version", `resourceVersion ${resourceVersion}`),
    ...toldLines("took", `${waitText(tookMs)}, complete at ${momentText(completeAt, now)}`),
  ];
}
