/** Promises of the small parts: severity is never a colour alone, a countdown says what it counts, a button shows its key. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { describe, expect, it } from 'vitest';
import { shortcuts } from '../shortcuts.svelte';
import Button from './Button.svelte';
import Choices from './Choices.svelte';
import Countdown from './Countdown.svelte';
import KeysToggle from './KeysToggle.svelte';
import Severity from './Severity.svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe('Severity', () => {
  it('shows a shape of its own beside the word, for each', () => {
    const shapes = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'well'].map((sev) => {
      const { container, unmount } = render(Severity, { sev });
      expect(container.textContent).toContain(sev);
      const drawn = container.querySelector('svg')!.innerHTML;
      unmount();
      return drawn;
    });
    expect(new Set(shapes).size).toBe(5);
  });

  it('says in words that nothing is declared, and takes other words', () => {
    const { container, rerender } = render(Severity, { sev: '' });
    expect(container.textContent?.trim()).toBe('not declared');
    return rerender({ sev: 'SEV2', word: 'was SEV2' }).then(() =>
      expect(container.textContent?.trim()).toBe('was SEV2'),
    );
  });

  it('hides the shape from readers: the word says it', () => {
    const { container } = render(Severity, { sev: 'SEV1' });
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });
});

describe('Countdown', () => {
  const bar = (container: HTMLElement) => Number(container.querySelector('rect.left')?.getAttribute('width'));

  it('counts down to the time, in a clock and in words', () => {
    const { container } = render(Countdown, { due: 400, now: 155, what: 'the promised update' });
    expect(container.textContent?.replace(/\s+/g, ' ').trim()).toBe('4:05 until the promised update');
    expect(container.querySelector('.soon, .over')).toBeNull();
  });

  it('says how long ago it was due, with a sign and words, never a negative time left', () => {
    const { container } = render(Countdown, { due: 100, now: 165, what: 'the end of the time box' });
    expect(container.textContent?.replace(/\s+/g, ' ').trim()).toBe('+1:05 past the end of the time box');
    expect(container.querySelector('.over')).not.toBeNull();
  });

  it('is marked in the last minute, and at the second itself', () => {
    for (const now of [340, 400]) {
      const { container, unmount } = render(Countdown, { due: 400, now });
      expect(container.querySelector('.soon')).not.toBeNull();
      unmount();
    }
  });

  it('empties its bar from the start to the time, and has none without a start', async () => {
    const { container, rerender } = render(Countdown, { due: 300, now: 100, from: 100 });
    expect(bar(container)).toBe(40);
    await rerender({ due: 300, now: 200, from: 100 });
    expect(bar(container)).toBe(20);
    await rerender({ due: 300, now: 50, from: 100 });
    expect(bar(container)).toBe(40);
    await rerender({ due: 300, now: 100, from: undefined });
    expect(container.querySelector('svg')).toBeNull();
  });
});

describe('Button', () => {
  it('shows its key and tells readers of it, while single keys are on', async () => {
    const { container } = render(Button, { keys: '⇧P', children: words('Status page') });
    const button = screen.getByRole('button', { name: 'Status page' });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Shift+P');
    expect(container.querySelector('kbd')?.textContent).toBe('⇧P');

    render(KeysToggle);
    const toggle = screen.getByRole('button', { name: 'Single-key shortcuts' });
    expect(toggle.getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(toggle);
    expect(toggle.getAttribute('aria-pressed')).toBe('false');
    expect(shortcuts.on).toBe(false);
    expect(button.hasAttribute('aria-keyshortcuts')).toBe(false);
    expect(container.querySelector('kbd')).toBeNull();
    await fireEvent.click(toggle);
    expect(shortcuts.on).toBe(true);
  });
});

describe('Choices', () => {
  it('are radio buttons of one group with a name, one of them chosen', async () => {
    const chosen: string[] = [];
    render(Choices, {
      label: 'How',
      options: [
        { value: 'safe', title: 'Safe', says: 'step by step' },
        { value: 'fast', title: 'Fast' },
      ],
      value: 'safe',
      onchoose: (value: string) => chosen.push(value),
    });
    expect(screen.getByRole('group', { name: 'How' })).toBeTruthy();
    const [safe, fast] = screen.getAllByRole<HTMLInputElement>('radio');
    expect([safe!.checked, fast!.checked]).toEqual([true, false]);
    expect(safe!.name).toBe(fast!.name);
    await fireEvent.click(fast!);
    expect([safe!.checked, fast!.checked]).toEqual([false, true]);
    expect(chosen).toEqual(['fast']);
  });
});
