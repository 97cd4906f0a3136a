import { SyncFigures } from "../kube/sync/syncFigures.ts";
import { CollectionRequests } from "../kube/wire/collectionRequests.ts";

/** What went on between the pods of one scope and their cluster, also over a connection that was made anew. */
export class Traffic {
  /** The newest list and watch on the wire. */
  readonly requests = new CollectionRequests();
  readonly figures = new SyncFigures();
}
