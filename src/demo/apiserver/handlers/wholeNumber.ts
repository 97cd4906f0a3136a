import { StatusError } from "../statusError.ts";

/** Of a parameter of a query; 0 when there is none. @throws StatusError BadRequest, in the words of Go */
export function wholeNumber(text: string | null): number {
  if (text === null || text === "") return 0;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new StatusError("BadRequest", `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
