/** Recording what is seen. */
export interface RecordingActions {
  /** Begins, or ends and says where it is. */
  toggle(): void;
}
