/** Where something is going to happen. */
export interface PlaceNames {
  readonly context: string;
  readonly cluster: string;
}

/** The context, with its cluster where that has another name. */
export function contextText({ context, cluster }: PlaceNames): string {
  return context === cluster || cluster === "" ? context : `${context}   cluster ${cluster}`;
}
