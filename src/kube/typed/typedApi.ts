import {
  type ApiConstructor,
  type ApiType,
  createConfiguration,
  type RequestContext,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
} from "@kubernetes/client-node";
import { type ApiRequest, acceptJson, type Transport } from "../wire/transport.ts";
import { wholeBody } from "../wire/wholeBody.ts";

/** Anything in place of the server: our transport knows where it is. */
const placeholder = "https://server.invalid";

/**
 * One of client-node's generated APIs, `new AuthenticationV1Api`, for single requests: paths, bodies and types are its own, while
 * credentials, proxy, connections, traces and errors are those of `transport`. Whatever it calls throws KubeError, and ends with `signal`.
 * To be loaded when it is needed: the generated code is large.
 */
export function typedApi<Api extends ApiType>(
  api: ApiConstructor<Api>,
  transport: Transport,
  signal: AbortSignal,
): Api {
  const send = async (request: RequestContext): Promise<ResponseContext> => {
    const { status, mediaType, body } = await transport.request(requestFrom(request), signal);
    const bytes = await wholeBody(body);
    return new ResponseContext(
      status,
      { "content-type": mediaType },
      {
        text: async () => bytes.toString(),
        binary: async () => bytes,
        stream: () => null,
      },
    );
  };
  return new api(
    createConfiguration({
      baseServer: new ServerConfiguration(placeholder, {}),
      httpApi: wrapHttpLibrary({ send }),
    }),
  );
}

function requestFrom(request: RequestContext): ApiRequest {
  const { pathname, searchParams } = new URL(request.getUrl());
  const body = request.getBody();
  return {
    method: methodOf(request.getHttpMethod()),
    path: pathname,
    query: Object.fromEntries(searchParams),
    accept: acceptJson,
    ...(typeof body === "string" ? { body: JSON.parse(body) } : {}),
  };
}

const methods: ReadonlySet<string> = new Set(["GET", "POST", "DELETE", "PATCH"] satisfies ApiRequest["method"][]);

function methodOf(method: string): NonNullable<ApiRequest["method"]> {
  if (!isMethod(method)) throw new TypeError(`${method} requests are not sent`);
  return method;
}

function isMethod(method: string): method is NonNullable<ApiRequest["method"]> {
  return methods.has(method);
}
