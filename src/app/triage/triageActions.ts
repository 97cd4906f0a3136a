/** What the keys may ask about what is unhealthy. */
export interface TriageActions {
  /** There are pods, whatever the filter leaves of them. */
  readonly hasPods: boolean;
  /** Why pods are unhealthy, in the place of the table. */
  open(): void;
  /** What there is to tell others of the pods that the table shows. */
  openCard(): void;
}
