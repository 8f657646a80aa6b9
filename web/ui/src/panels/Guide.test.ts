/** Promises of the guide: what comes next stands first, the rest is a press away, and it ticks itself. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Guide from './Guide.svelte';

const steps = (done: number) =>
  ['acknowledge', 'look', 'declare', 'command', 'ask'].map((title, n) => ({ title, done: n < done }));
const shown = () =>
  screen.getAllByRole('listitem').map((item) => item.textContent!.replace(/\s+/g, ' ').trim());

it('shows the next three steps, and follows as they are done', async () => {
  const { rerender } = render(Guide, { guide: { checklist: steps(0), hints: [] } });
  expect(shown()).toEqual(['→ acknowledge', '○ look', '○ declare']);
  await rerender({ guide: { checklist: steps(2), hints: [] } });
  expect(shown()).toEqual(['→ declare', '○ command', '○ ask']);
});

it('shows all on request, with what is done said in words', async () => {
  render(Guide, { guide: { checklist: steps(2), hints: [] } });
  await fireEvent.click(screen.getByRole('button', { name: /2 of 5 done/ }));
  expect(shown()).toEqual(['✓ acknowledge, done', '✓ look, done', '→ declare', '○ command', '○ ask']);
});

it('says when every step has been taken, and shows the last two hints', () => {
  render(Guide, { guide: { checklist: steps(5), hints: ['one', 'two', 'three'] } });
  expect(screen.getByText('Every step has been taken.')).toBeTruthy();
  expect(screen.queryByText('one')).toBeNull();
  expect(screen.getByText('two')).toBeTruthy();
  expect(screen.getByText('three')).toBeTruthy();
});

it('is not there where there is nothing to guide', () => {
  const { container } = render(Guide, { guide: { checklist: [], hints: [] } });
  expect(container.textContent?.trim()).toBe('');
});
