import { bytesText } from "../../base/amountText.ts";
import type { Forward } from "./forward.ts";

/** What the runtime complained of, as short as it can be said; empty for nothing. */
export function complaintWords(complaint: string, port: number): string {
  if (/connection refused/.test(complaint)) return `nothing listens on ${port} in the pod`;
  // (kubelet pkg/cri/streaming/portforward: `error forwarding port 8080 to pod x, uid y: why`)
  return complaint.replace(/^error forwarding port \d+ to pod [^,]*, uid [^:]*: /, "").trim();
}

/** Why a port of this machine cannot be had, with the way out. */
export function listenWords(port: number, error: Error & { readonly code?: string }): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} of this machine is in use: :PORT takes any free one, and 9000:PORT another.`;
  if (error.code === "EACCES") return `Port ${port} of this machine is not for everybody: take one above 1023.`;
  return `Port ${port} of this machine cannot be had: ${error.message}`;
}

/** `shop/web-1:8080 · 2 connections · 1.2 kB out, 34 kB in`. */
export function forwardDetail(forward: Forward, context: string | undefined): string {
  const { pod, remote, state, connections, sent, received } = forward;
  const place = forward.context === context ? "" : `${forward.context}: `;
  const target = `${place}${pod.key}:${remote}`;
  if (state.kind === "stopped") return `${target} · stopped: ${state.why}`;
  const open = connections === 1 ? "1 connection" : `${connections} connections`;
  const trouble = state.complaint === "" ? [] : [state.complaint];
  return [target, ...trouble, open, `${bytesText(sent)} out, ${bytesText(received)} in`].join(" · ");
}
