import type { Event } from "../../objects/event.ts";
import { resourceType } from "../resourceType.ts";

export const events = resourceType<Event>({
  group: "",
  version: "v1",
  resource: "events",
  singular: "event",
  kind: "Event",
  shortNames: ["ev"],
  isNamespaced: true,
  subresources: [],
  selectableFields: {
    "involvedObject.kind": { of: ({ involvedObject }) => involvedObject.kind },
    "involvedObject.namespace": { of: ({ involvedObject }) => involvedObject.namespace ?? "" },
    "involvedObject.name": { of: ({ involvedObject }) => involvedObject.name },
    "involvedObject.uid": { of: ({ involvedObject }) => involvedObject.uid ?? "" },
    "involvedObject.apiVersion": { of: ({ involvedObject }) => involvedObject.apiVersion ?? "" },
    "involvedObject.resourceVersion": { of: ({ involvedObject }) => involvedObject.resourceVersion ?? "" },
    "involvedObject.fieldPath": { of: ({ involvedObject }) => involvedObject.fieldPath ?? "" },
    reason: { of: ({ reason }) => reason },
    reportingComponent: { of: ({ reportingComponent }) => reportingComponent ?? "" },
    source: { of: ({ source }) => source?.component ?? "" },
    type: { of: ({ type }) => type },
  },
});
