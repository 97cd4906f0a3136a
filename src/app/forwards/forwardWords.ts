import { bytesText } from "../../base/amountText.ts";
import type { Forward } from "./forward.ts";
import type { PortPair } from "./portPair.ts";

/** What the runtime complained of, as short as it can be said; empty for nothing. */
export function complaintWords(complaint: string, port: number): string {
  if (/connection refused/.test(complaint)) return `nothing listens on ${port} in the pod`;
  // (containerd internal/cri/server/sandbox_portforward.go)
  if (/sandbox container .* is not running/.test(complaint)) return "the pod does not run";
  // (kubelet pkg/cri/streaming/portforward: `error forwarding port 8080 to pod x, uid y: why`)
  return complaint.replace(/^error forwarding port \d+ to pod [^,]*, uid [^:]*: /, "").trim();
}

/** Why a port of this machine cannot be had, with the way out. */
export function listenWords({ local, remote }: PortPair, error: Error & { readonly code?: string }): string {
  if (error.code === "EADDRINUSE") return `Port ${local} of this machine is in use: :${remote} takes any free one.`;
  if (error.code === "EACCES")
    return `Port ${local} of this machine is not for everybody: :${remote} takes any free one.`;
  return `Port ${local} of this machine cannot be had: ${error.message}`;
}

/** `shop/web-1:8080 · 2 connections · 1.2 kB out, 34 kB in`; what is wrong comes first. */
export function forwardDetail(forward: Forward, context: string | undefined): string {
  const { pod, remote, state, connections, sent, received } = forward;
  const place = forward.context === context ? "" : `${forward.context}: `;
  const target = `${place}${pod.key}:${remote}`;
  if (state.kind === "stopped") return `stopped, ${state.why} · ${target}`;
  const trouble = state.complaint === "" ? [] : [state.complaint];
  const open = connections === 1 ? "1 connection" : `${connections} connections`;
  return [...trouble, target, open, `${bytesText(sent)} out, ${bytesText(received)} in`].join(" · ");
}
