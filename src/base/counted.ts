import { grouped } from "./grouped.ts";

/** `1 line`, `1,200 lines`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
