import { basename } from "node:path";
import { plainText } from "../base/plainText.ts";
import type { Access } from "../kube/config/access.ts";

/** Where the login that the server refuses comes from, and so where to get a new one. One sentence, nothing secret in it. */
export function loginSource({ login, user, files }: Access): string {
  const kubeconfig = plainText(files.join(", "));
  const owner = `user "${plainText(user ?? "")}"`;
  switch (login.kind) {
    case "exec":
      return `The token of ${owner} comes from running ${plainText(basename(login.exec.command))}: log in with it in another terminal.`;
    case "oidc":
      return `The token of ${owner} comes from ${plainText(login.config["idp-issuer-url"] ?? "an identity provider")}: log in there again.`;
    case "tokenFile":
      return `The token of ${owner} is read from ${plainText(login.path)}: a new one there is noticed.`;
    case "token":
      return `The token of ${owner} stands in ${kubeconfig}: log in again, a new one there is noticed.`;
    case "basic":
      return `The password of ${owner} stands in ${kubeconfig}; API servers since 1.19 accept none.`;
    case "none":
      if (user === undefined) return `The context names no user, so nothing says who asks.`;
      if (login.certificate === undefined) return `Nothing in ${kubeconfig} says how ${owner} logs in.`;
      return `${owner} logs in with the client certificate of ${kubeconfig}: a new one there is noticed.`;
  }
}
