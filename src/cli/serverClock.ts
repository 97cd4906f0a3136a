import type { Clock } from "../base/clock.ts";
import type { Transport } from "../kube/wire/transport.ts";

/** The server's clock, as far as its answers tell: ages are counted by it. */
export class ServerClock {
  readonly #clock: Clock;
  #offsetMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  /** The same transport, whose answers set this clock. Closing it closes the other. */
  listenTo(transport: Transport): Transport {
    return {
      request: async (request, signal) => {
        const sentAt = this.#clock.now();
        const response = await transport.request(request, signal);
        if (response.serverDate !== undefined) this.#set(response.serverDate, sentAt, this.#clock.now());
        return response;
      },
      dropConnections: () => transport.dropConnections(),
      close: () => transport.close(),
    };
  }

  /** The answer's date has whole seconds, cut off: a clock that may be right within that is left alone. */
  #set(serverDate: number, sentAt: number, receivedAt: number): void {
    const least = serverDate - receivedAt;
    const most = serverDate + 1_000 - sentAt;
    this.#offsetMs = least <= 0 && most >= 0 ? 0 : (least + most) / 2;
  }
}
