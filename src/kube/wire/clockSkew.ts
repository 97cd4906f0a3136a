/** When a request left and its headers came, by our clock, milliseconds since the epoch. */
export interface RoundTrip {
  readonly sentAt: number;
  readonly receivedAt: number;
}

/**
 * What to add to our clock to get the server's, milliseconds, from the `Date` of one answer, which has whole seconds, cut off. The
 * server wrote it between `sentAt` and `receivedAt`, which leaves a range of about a second: two clocks that may agree are taken to agree.
 */
export function clockSkewOf(serverDate: number, { sentAt, receivedAt }: RoundTrip): number {
  const least = serverDate - receivedAt;
  const most = serverDate + 999 - sentAt;
  if (least <= 0 && most >= 0) return 0;
  return Math.round((least + most) / 2);
}
