/** `100,000`. Not toLocaleString: loading a locale takes longer than the first frame or the first rows may. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
