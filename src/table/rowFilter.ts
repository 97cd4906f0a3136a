/** Which rows are shown. */
export interface RowFilter<Row> {
  /** `answer` is told when the answer may become another one without any change to the row. */
  passes(row: Row, now: number, answer: AnswerTime): boolean;
}

/** Collects until when some answers hold, in milliseconds since the epoch: the earliest end counts. */
export class AnswerTime {
  until = Number.POSITIVE_INFINITY;

  holdsUntil(time: number): void {
    if (time < this.until) this.until = time;
  }
}
