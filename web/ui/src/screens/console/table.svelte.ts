/** The table as last told by the server, asked for every few seconds: it travels by HTTP, beside the drill's own stream. */
import { get, post, type No, type Result } from '../../api';
import type { TableData } from './table';

const LOOK_AGAIN = 2_500;

export class TableStore {
  data = $state.raw<TableData>({ code: '', links: [], waiting: [], seats: [] });
  /** What the server last refused; shown where it was asked. */
  no = $state.raw<No | undefined>();
  #base: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(drill: string) {
    this.#base = `/d/${drill}/gm`;
  }

  open(): void {
    void this.look();
    this.#timer = setInterval(() => void this.look(), LOOK_AGAIN);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async look(): Promise<void> {
    const result = await get<TableData>(`${this.#base}/table.json`);
    if (result.ok) this.data = result.data;
  }

  async invite(seat: string, name: string): Promise<string> {
    const result = await this.#ask<{ link: string }>('links', { seat, name });
    return result.ok ? result.data.link : '';
  }

  /** A new join code; the old one lets nobody in any more. */
  renew(): Promise<Result<unknown>> {
    return this.#ask('code');
  }

  revoke(link: string): Promise<Result<unknown>> {
    return this.#ask(`links/${link}/revoke`);
  }

  /** Lets somebody in; without a seat, not this time. */
  answer(request: string, seat: string): Promise<Result<unknown>> {
    return this.#ask(`requests/${request}`, { seat });
  }

  async #ask<T>(where: string, data: Record<string, unknown> = {}): Promise<Result<T>> {
    const result = await post<T>(`${this.#base}/${where}`, data);
    this.no = result.ok ? undefined : result.no;
    await this.look();
    return result;
  }
}
