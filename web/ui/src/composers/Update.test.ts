/** Promises of updates: blanks stay visible until filled, the sentence is what is sent, and the world does not wipe what one writes. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { menu, START, statusPage } from '../testing/scene';
import Update from './Update.svelte';

function open(more: object = {}) {
  const calls = { onpost: vi.fn(), onclose: vi.fn() };
  const shown = render(Update, {
    open: true,
    audience: 'internal',
    menu: menu(),
    page: statusPage(),
    start: START,
    now: 300,
    known: { severity: 'SEV2' },
    ...calls,
    ...more,
  });
  return { ...calls, ...shown, sentence: () => shown.container.querySelector('blockquote')?.textContent };
}
const post = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(Post|Publish)/ });
const what = () => screen.getByLabelText<HTMLInputElement>('What users see');

it('what is known stands in its blank, what is not stays a blank, and it cannot be posted like that', () => {
  const { sentence } = open();
  expect(screen.getByLabelText<HTMLInputElement>('Severity').value).toBe('SEV2');
  expect(sentence()).toBe('SEV2 declared. Users see: {what}. Next update at 10:20.');
  expect(post().disabled).toBe(true);
});

it('posts the sentence that was shown, with the promise it makes', async () => {
  const { onpost, onclose, sentence } = open();
  await fireEvent.input(what(), { target: { value: 'errors at the till' } });
  await fireEvent.click(screen.getByRole('radio', { name: '30 min' }));
  expect(sentence()).toBe('SEV2 declared. Users see: errors at the till. Next update at 10:35.');
  await fireEvent.click(post());
  expect(onpost).toHaveBeenCalledWith({
    audience: 'internal',
    says: 'SEV2 declared. Users see: errors at the till. Next update at 10:35.',
    template: 'declaring',
    component: '',
    state: '',
    next_minutes: 30,
  });
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('keeps what is being written while time goes on and more becomes known', async () => {
  const { rerender, sentence } = open();
  await fireEvent.input(what(), { target: { value: 'errors at the till' } });
  await rerender({ now: 360, known: { severity: 'SEV1' }, menu: menu(), page: statusPage() });
  expect(what().value).toBe('errors at the till');
  expect(sentence()).toBe('SEV2 declared. Users see: errors at the till. Next update at 10:21.');
});

it('opened again it begins with what is known by then', async () => {
  const { rerender } = open();
  await fireEvent.input(what(), { target: { value: 'errors at the till' } });
  await rerender({ open: false });
  await rerender({ open: true, known: { severity: 'SEV1' } });
  expect(screen.getByLabelText<HTMLInputElement>('Severity').value).toBe('SEV1');
  expect(what().value).toBe('');
});

it('for users it offers only what is written for users, with a component and its state', async () => {
  const { onpost } = open({ audience: 'public' });
  expect(screen.queryByRole('radio', { name: 'Declaring' })).toBeNull();
  await fireEvent.input(what(), { target: { value: 'failed payments' } });
  await fireEvent.change(screen.getByLabelText('Its state'), { target: { value: 'partial-outage' } });
  await fireEvent.click(post());
  expect(onpost).toHaveBeenCalledWith(
    expect.objectContaining({
      audience: 'public',
      says: 'We see failed payments and are looking.',
      component: 'checkout',
      state: 'partial-outage',
    }),
  );
});

it('own words are taken as they are, and nothing is not a word', async () => {
  const { onpost } = open();
  await fireEvent.click(screen.getByRole('radio', { name: 'Own words' }));
  expect(post().disabled).toBe(true);
  await fireEvent.input(screen.getByLabelText('Your words'), { target: { value: '  Two more minutes. ' } });
  await fireEvent.click(post());
  expect(onpost).toHaveBeenCalledWith(
    expect.objectContaining({ says: 'Two more minutes.', template: '', next_minutes: 15 }),
  );
});
