import { plainText } from "../../base/plainText.ts";

/** The query of a request as people read it, a parameter with its value each. */
export function requestQuery(url: string): readonly string[] {
  return [...new URL(url).searchParams].map(([name, value]) => plainText(`${name}=${value}`));
}

/** Path and query of a request as people read them, cut after `most` characters. */
export function requestPath(url: string, most: number): string {
  const { pathname, search } = new URL(url);
  const path = plainText(readable(pathname + search));
  return path.length > most ? `${path.slice(0, most - 1)}…` : path;
}

function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
