/** What is served for every kind that is stored, by verb and subresource. */
import type { StoredHandler } from "../apiServer.ts";
import { createObject } from "./create.ts";
import { deleteCollection, deleteObject } from "./delete.ts";
import { getObject } from "./get.ts";
import { listObjects } from "./list.ts";
import { updateObject } from "./update.ts";
import { watchObjects } from "./watch.ts";

export const storedHandlers: Readonly<Record<string, StoredHandler>> = {
  get: getObject,
  "get status": getObject,
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  update: updateObject,
  "update status": updateObject,
  delete: deleteObject,
  deletecollection: deleteCollection,
};
