import type { ApiServerOptions } from "../apiServer.ts";
import type { Registry } from "../registry.ts";
import { authenticate, type Tokens } from "./authenticate.ts";
import { impersonate } from "./impersonate.ts";
import { RbacAuthorizer } from "./rbacAuthorizer.ts";
import { attributesOf } from "./requestAttributes.ts";

/** Who may do what at an API server: users by token or certificate, their rights by the roles in the store. */
export function accessControl(
  registry: Registry,
  tokens: Tokens,
): Required<Pick<ApiServerOptions, "authenticate" | "authorize">> {
  const authorizer = new RbacAuthorizer(registry);
  return {
    authenticate: (request) => impersonate(authenticate(request, tokens), request.headers, authorizer),
    authorize: (user, { path, ...info }) => authorizer.authorize(user, attributesOf(info, path)),
  };
}
