/** Which rows are shown. */
export interface RowFilter<Row> {
  /** `answer` is told when the answer may become another one without any change to the row. */
  passes(row: Row, now: number, answer: AnswerTime): boolean;
}

/**
 * Collects until when some answers hold, in milliseconds since the epoch: the earliest end counts. An answer of which nothing is said
 * holds at any time, also before.
 */
export class AnswerTime {
  until = Number.POSITIVE_INFINITY;
  isTimeless = true;

  /** The answer was found by the time; Infinity when no later time will find another one. */
  holdsUntil(time: number): void {
    this.isTimeless = false;
    if (time < this.until) this.until = time;
  }

  /** Collects anew. */
  reset(): void {
    this.until = Number.POSITIVE_INFINITY;
    this.isTimeless = true;
  }
}
