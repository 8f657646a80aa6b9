// @vitest-environment jsdom
/** Promises of asking, ordering and paging: what was chosen stays chosen while people come and go. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { menu, person } from '../testing/scene';
import Ask from './Ask.svelte';
import Evidence from './Evidence.svelte';
import Mitigate from './Mitigate.svelte';
import Page from './Page.svelte';

const radio = (name: RegExp | string) => screen.getByRole<HTMLInputElement>('radio', { name });
const people = [person('sam'), person('priya', { says_who: 'platform' })];

describe('Ask', () => {
  const open = (more: object = {}) => {
    const calls = { onask: vi.fn(), onverify: vi.fn(), onclose: vi.fn() };
    return { ...calls, ...render(Ask, { open: true, menu: menu(), people, ...calls, ...more }) };
  };

  it('begins with somebody who is free, by name, with a time box', async () => {
    const { onask } = open({ people: [person('sam', { state: 'busy' }), person('priya')] });
    expect(radio(/Priya/).checked).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'Ask Priya' }));
    expect(onask).toHaveBeenCalledWith({
      target: 'shop',
      topic: 'errors',
      minutes: 5,
      person: 'priya',
      says: '',
    });
  });

  it('keeps whom and what was chosen while people get busy', async () => {
    const { onask, rerender } = open();
    await fireEvent.click(radio(/Priya/));
    await fireEvent.input(screen.getByLabelText(/In your words/), { target: { value: 'since when?' } });
    await rerender({ people: [person('sam'), person('priya', { state: 'busy' })] });
    await fireEvent.click(screen.getByRole('button', { name: 'Ask Priya' }));
    expect(onask).toHaveBeenCalledWith(expect.objectContaining({ person: 'priya', says: 'since when?' }));
  });

  it('to verify asks one person about one journey, never the room', async () => {
    const { onverify } = open({ verify: true });
    expect(screen.queryByRole('radio', { name: /Anybody/ })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Ask Sam' }));
    expect(onverify).toHaveBeenCalledWith('pay', 'sam');
  });
});

describe('Evidence', () => {
  const services = [
    { id: 'shop', title: 'Shop front', calls: [], external: false },
    { id: 'checkout', title: 'Checkout', calls: [], external: false },
    { id: 'bank', title: 'Bank', calls: [], external: true },
  ];
  const open = (more: object = {}) => {
    const calls = { onsecure: vi.fn(), onclose: vi.fn() };
    return { ...calls, ...render(Evidence, { open: true, services, people, tasks: [], ...calls, ...more }) };
  };
  const secured = (id: string) => ({
    id: `evidence ${id}`,
    person: 'sam',
    name: 'Sam',
    says: '',
    state: 'working' as const,
    asked_at: 0,
    due: 60,
    verify: false,
  });

  it('asks one person by name about one service of our own', async () => {
    const { onsecure } = open();
    expect(screen.queryByRole('radio', { name: 'Bank' })).toBeNull();
    await fireEvent.click(radio('Checkout'));
    await fireEvent.click(radio(/Priya/));
    await fireEvent.click(screen.getByRole('button', { name: 'Ask Priya to secure it' }));
    expect(onsecure).toHaveBeenCalledWith('checkout', 'priya');
  });

  it('keeps what was chosen while people get busy, and begins with somebody whose hands are free', async () => {
    const { onsecure, rerender } = open({ people: [person('sam', { state: 'busy' }), person('priya')] });
    expect(radio(/Priya/).checked).toBe(true);
    await fireEvent.click(radio('Checkout'));
    await rerender({ people: [person('sam'), person('priya', { state: 'busy' })] });
    await fireEvent.click(screen.getByRole('button', { name: /^Ask/ }));
    expect(onsecure).toHaveBeenCalledWith('checkout', 'priya');
  });

  it('what has been secured is not offered again; when all is, it says so', async () => {
    const { rerender } = open({ tasks: [secured('shop')] });
    expect(screen.queryByRole('radio', { name: 'Shop front' })).toBeNull();
    expect(radio('Checkout').checked).toBe(true);
    await rerender({ tasks: [secured('shop'), secured('checkout')] });
    expect(screen.getByText('Everything there is has been secured.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Ask/ }).disabled).toBe(true);
  });
});

describe('Mitigate', () => {
  const open = (more: object = {}) => {
    const calls = { onorder: vi.fn(), onclose: vi.fn() };
    return {
      ...calls,
      ...render(Mitigate, { open: true, menu: menu(), people, proposed: undefined, ...calls, ...more }),
    };
  };
  const order = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Order/ });

  it('orders nothing until something is chosen; finds by any words in any order', async () => {
    open();
    expect(order().disabled).toBe(true);
    await fireEvent.input(screen.getByLabelText('Find'), { target: { value: 'check roll' } });
    expect(radio('Checkout')).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Basket' })).toBeNull();
  });

  it('an order can be confined to one part of what has parts, and begins with all of it', async () => {
    const { onorder } = open({ proposed: { kind: 'roll-back', target: 'checkout' } });
    expect(screen.queryByRole('radio', { name: 'all of it' })).toBeNull();
    await fireEvent.click(radio('Basket'));
    expect(radio('all of it').checked).toBe(true);
    await fireEvent.click(radio('far west only'));
    await fireEvent.click(order());
    expect(onorder).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'restart', target: 'basket', cohort: 'far-west' }),
    );
  });

  it('a part chosen for one order is not carried over to the next', async () => {
    const { onorder } = open();
    await fireEvent.click(radio('Basket'));
    await fireEvent.click(radio('east only'));
    await fireEvent.click(radio('Checkout'));
    await fireEvent.click(order());
    expect(onorder).toHaveBeenCalledWith(expect.objectContaining({ target: 'checkout', cohort: '' }));
  });

  it('what somebody proposed is chosen already', async () => {
    const { onorder } = open({ proposed: { kind: 'roll-back', target: 'checkout' } });
    await fireEvent.click(order());
    expect(onorder).toHaveBeenCalledWith({
      kind: 'roll-back',
      target: 'checkout',
      person: 'sam',
      variant: 'safe',
      cohort: '',
      objections_asked: false,
      verify: 'pay',
      verify_minutes: 5,
    });
  });

  it('keeps how and by whom while people come and go, and is safe again for another order', async () => {
    const { rerender } = open({ proposed: { kind: 'roll-back', target: 'checkout' } });
    await fireEvent.click(radio(/Fast/));
    await fireEvent.click(radio(/Priya/));
    await rerender({ people: [person('sam', { state: 'busy' }), person('priya')], menu: menu() });
    expect([radio(/Fast/).checked, radio(/Priya/).checked]).toEqual([true, true]);
    await fireEvent.click(radio('Basket'));
    await fireEvent.click(radio('Checkout'));
    expect(radio(/Safe/).checked).toBe(true);
  });

  it('says so when nobody here can do it', async () => {
    open({ people: [person('sam')] });
    await fireEvent.click(radio('Basket'));
    expect(screen.getByText(/Nobody here can do this/)).toBeTruthy();
    expect(order().disabled).toBe(true);
  });
});

describe('Page', () => {
  it('keeps the reason while others come, and moves on when the chosen one is on the way already', async () => {
    const away = (id: string) => person(id, { state: 'away' });
    const onpage = vi.fn();
    const { rerender } = render(Page, {
      open: true,
      people: [away('noor'), away('lee')],
      onclose: vi.fn(),
      onpage,
    });
    await fireEvent.input(screen.getByLabelText(/Why/), { target: { value: 'dashboard' } });
    await rerender({ people: [person('noor', { state: 'paged' }), away('lee')] });
    expect(screen.getByLabelText<HTMLInputElement>(/Why/).value).toBe('dashboard');
    await fireEvent.click(screen.getByRole('button', { name: 'Page' }));
    expect(onpage).toHaveBeenCalledWith('lee', 'dashboard');
  });
});
