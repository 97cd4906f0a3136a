/** How Go's parser names the place of a mistake (encoding/json), by how ours does. */
const places: readonly (readonly [RegExp, string])[] = [
  [/Expected ':'/, "after object key"],
  [/property name/, "looking for beginning of object key string"],
  [/after property value/, "after object key:value pair"],
  [/after array element/, "after array element"],
  [/after JSON/, "after top-level value"],
  [/Unexpected token/, "looking for beginning of value"],
];

/** What Go says about a text that is no JSON; `error` is what JSON.parse says. */
export function goJsonError(text: string, { message }: SyntaxError): string {
  const place = places.find(([ours]) => ours.test(message))?.[1];
  const { token, position } =
    /Unexpected token '(?<token>.+?)'|at position (?<position>\d+)/su.exec(message)?.groups ?? {};
  const character = token ?? text[Number(position)];
  if (place === undefined || character === undefined) return "unexpected end of JSON input";
  return `invalid character '${character}' ${place}`;
}
