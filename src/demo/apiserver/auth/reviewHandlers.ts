import { timestamp } from "../../objects/kubeObject.ts";
import { type Answer, type ApiObject, jsonAnswer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import { bodyIn } from "../handlers/body.ts";
import type { Registry } from "../registry.ts";
import { type AccessQuestion, reviewAccess, reviewRules, subjectOf } from "./accessReviews.ts";
import { RbacAuthorizer } from "./rbacAuthorizer.ts";

const authorization = "create /apis/authorization.k8s.io/v1";

/** What may be asked about rights, and who one is (`kubectl auth can-i`, `kubectl auth whoami`). */
export function reviewHandlers(registry: Registry): Readonly<Record<string, Handler>> {
  const authorizer = new RbacAuthorizer(registry);
  return {
    [`${authorization}/selfsubjectaccessreviews`]: (call) =>
      reviewed(call, (spec) => reviewAccess(authorizer, call.user, spec)),
    [`${authorization}/subjectaccessreviews`]: (call) =>
      reviewed(call, (spec) => reviewAccess(authorizer, subjectOf(spec), spec)),
    [`${authorization}/localsubjectaccessreviews`]: (call) =>
      reviewed(call, (spec) => reviewAccess(authorizer, subjectOf(spec), spec)),
    [`${authorization}/selfsubjectrulesreviews`]: (call) =>
      reviewed(call, ({ namespace }) => reviewRules(authorizer, call.user, namespace)),
    "create /apis/authentication.k8s.io/v1/selfsubjectreviews": ({ user, server }) => {
      const { name: username, ...userInfo } = user;
      return jsonAnswer(
        {
          kind: "SelfSubjectReview",
          apiVersion: "authentication.k8s.io/v1",
          metadata: { creationTimestamp: timestamp(server.time.now()) },
          status: { userInfo: { username, ...userInfo } },
        },
        { status: 201 },
      );
    },
  };
}

type Question = AccessQuestion & { readonly namespace?: string };

async function reviewed(call: Call, answer: (spec: Question) => object): Promise<Answer> {
  const review = (await bodyIn(call.request)) as ApiObject & { readonly spec?: Question };
  const { kind, apiVersion, spec = {} } = review;
  return jsonAnswer({ kind, apiVersion, metadata: {}, spec, status: answer(spec) }, { status: 201 });
}
