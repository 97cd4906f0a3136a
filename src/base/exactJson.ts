/** Sixteen digits and more, outside of quotes as far as can be told quickly: such a number may not fit a double. */
const longNumber = /[^\d"\w.-]-?\d{16,}/;

/** Parses JSON; whole numbers too large for a double become a bigint, so that they can be printed as they came. @throws SyntaxError */
export function exactJson(text: string): unknown {
  if (!longNumber.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, ...[context]: readonly unknown[]) => {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
    const source = sourceOf(context);
    return /^-?\d+$/.test(source) ? BigInt(source) : value;
  });
}

/** The text of a number, as a reviver hears it since V8 11.4. */
function sourceOf(context: unknown): string {
  const isGiven = typeof context === "object" && context !== null && "source" in context;
  return isGiven && typeof context.source === "string" ? context.source : "";
}
