/** The source of a regular expression for `text`, in which `*` stands for `anything`, itself such a source. */
export function wildcards(text: string, anything: string): string {
  const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return parts.join(anything);
}
