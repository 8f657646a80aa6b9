// @vitest-environment jsdom
/** Promises of the channel: every line once, as text, with its way on; and of what is kept in sight of it. */
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { said, START } from '../testing/scene';
import Channel from './Channel.svelte';
import LastReport from './LastReport.svelte';

const report = (n: number) =>
  said(n, {
    kind: 'card',
    says: 'A third of payments fail since release 212.',
    card: {
      confidence: 'high',
      target: 'checkout',
      proposes: 'Roll back: Checkout',
      propose_kind: 'roll-back',
      propose_target: 'checkout',
    },
  });
const open = (more: object = {}) =>
  render(Channel, { items: [said(1), said(2)], start: START, empty: 'Quiet.', ...more });
const lines = () => within(screen.getByRole('log')).queryAllByRole('article');

describe('Channel', () => {
  it('is a log that is read out politely, can be reached by keyboard, and says when it is empty', () => {
    open({ items: [] });
    const log = screen.getByRole('log', { name: 'Channel' });
    expect(log.getAttribute('aria-live')).toBe('polite');
    expect(log.getAttribute('tabindex')).toBe('0');
    expect(log.textContent).toContain('Quiet.');
  });

  it('shows each line with its time in the fiction, who said it and what', () => {
    open();
    expect(lines().map((line) => line.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      '10:01 Sam checkout line 1',
      '10:02 Sam checkout line 2',
    ]);
  });

  it('what people write is text, whatever is in it', () => {
    const { container } = open({ items: [said(1, { says: '<img src=x onerror=alert(1)> & {blank}' })] });
    expect(container.querySelector('img')).toBeNull();
    expect(lines()[0]!.textContent).toContain('<img src=x onerror=alert(1)> & {blank}');
  });

  it('a report says how sure it is and what it proposes, and orders just that', async () => {
    const onorder = vi.fn();
    open({ items: [said(1), report(2)], onorder });
    const line = lines()[1]!;
    expect(line.textContent).toContain('sure');
    expect(line.textContent).toContain('Roll back: Checkout');
    await fireEvent.click(within(line).getByRole('button', { name: 'Order this' }));
    expect(onorder).toHaveBeenCalledWith(report(2));
  });

  it('says how something arrived, where it was not simply said', () => {
    open({ items: [said(1), said(2, { medium: 'Audit log', says: 'Login from an unknown address.' })] });
    expect(lines()[0]!.textContent).not.toContain('Audit log');
    expect(within(lines()[1]!).getByText('Audit log')).toBeTruthy();
  });

  it('a mail to the commander asks only when it waits for an answer', () => {
    const mail = { kind: 'ping' as const, medium: 'Mail', to_ic: true };
    open({ items: [said(1, mail), said(2, { ...mail, question: 'q1' })] });
    expect(within(lines()[0]!).queryByText('asks')).toBeNull();
    expect(within(lines()[1]!).getByText('asks')).toBeTruthy();
  });

  it('a proposal without the right to order has no button', () => {
    open({ items: [report(1)] });
    expect(screen.queryByRole('button', { name: 'Order this' })).toBeNull();
  });

  it('only a question that is still open can be answered', async () => {
    const onanswer = vi.fn();
    const items = [said(1, { question: 'q1' }), said(2, { question: 'q2' }), said(3)];
    open({ items, onanswer, open: new Set(['q2']) });
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    expect(onanswer).toHaveBeenCalledWith(items[1]);
  });

  it('whoever has scrolled up is not pulled down, and is told how much is new', async () => {
    const { rerender } = open();
    await tick();
    const log = screen.getByRole('log');
    Object.defineProperties(log, {
      scrollHeight: { value: 1_000, configurable: true },
      clientHeight: { value: 200, configurable: true },
      scrollTop: { value: 100, configurable: true, writable: true },
    });
    await fireEvent.scroll(log);
    await rerender({ items: [said(1), said(2), said(3), said(4)] });
    await fireEvent.click(screen.getByRole('button', { name: /2 new lines/ }));
    expect(screen.queryByRole('button', { name: /new line/ })).toBeNull();
  });
});

describe('LastReport', () => {
  it('keeps the latest finding in sight once the talk has moved on, and not before', async () => {
    const onorder = vi.fn();
    const { rerender } = render(LastReport, { items: [said(1), report(2)], now: 130, onorder });
    expect(screen.queryByRole('region')).toBeNull();
    await rerender({ items: [said(1), report(2), said(3), said(4)], now: 300 });
    const region = screen.getByRole('region', { name: 'Last report' });
    expect(region.textContent).toContain('Sam, 3 min ago');
    expect(region.textContent).toContain('A third of payments fail');
    await fireEvent.click(within(region).getByRole('button', { name: 'Order: Roll back Checkout' }));
    expect(onorder).toHaveBeenCalledWith(report(2));
  });

  it('is not there when nobody has reported', () => {
    render(LastReport, { items: [said(1), said(2), said(3)], now: 300 });
    expect(screen.queryByRole('region')).toBeNull();
  });
});
