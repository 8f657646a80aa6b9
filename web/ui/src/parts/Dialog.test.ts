// @vitest-environment jsdom
/** Promises of the dialog; what the browser itself does (the rest inert, Escape) is tested in one. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import Dialog from './Dialog.svelte';

const html = (text: string) => createRawSnippet(() => ({ render: () => `<div>${text}</div>` }));
const props = (body: string, more: object = {}) => ({
  title: 'Ask somebody',
  open: true,
  onclose: vi.fn(),
  children: html(body),
  ...more,
});

it('is a dialog with its title as its name, and is not there while closed', async () => {
  const { rerender } = render(Dialog, props('<input>'));
  expect(screen.getByRole('dialog', { name: 'Ask somebody' })).toBeTruthy();
  await rerender({ open: false });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it.each([
  ['the first field', '<p>x</p><input id="here"><input>', 'here'],
  [
    'what is chosen of a group',
    '<input type="radio" name="g"><input type="radio" name="g" id="here" checked>',
    'here',
  ],
  [
    'the first of a group where nothing is chosen',
    '<input type="radio" name="g" id="here"><input type="radio" name="g">',
    'here',
  ],
  ['a field that can be used', '<input disabled><select id="here"></select>', 'here'],
])('begins at %s', (_, body, id) => {
  render(Dialog, props(body));
  expect(document.activeElement?.id).toBe(id);
});

it('without fields it does not begin at a button that does something', () => {
  render(Dialog, props('<button>Resolve at once</button>'));
  expect(document.activeElement?.textContent).not.toBe('Resolve at once');
});

it('gives the focus back to where it came from', async () => {
  const before = document.createElement('button');
  document.body.append(before);
  before.focus();
  const { rerender } = render(Dialog, props('<input>'));
  expect(document.activeElement).not.toBe(before);
  await rerender({ open: false });
  expect(document.activeElement).toBe(before);
  before.remove();
});

it('says that it was closed, by its button and by a press beside it, not by a press within', async () => {
  const onclose = vi.fn();
  render(Dialog, props('<input>', { onclose }));
  await fireEvent.click(screen.getByRole('textbox'));
  expect(onclose).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onclose).toHaveBeenCalledTimes(1);

  screen.getByRole<HTMLDialogElement>('dialog', { hidden: true }).showModal();
  await fireEvent.click(screen.getByRole('dialog'));
  expect(onclose).toHaveBeenCalledTimes(2);
});

it('closes on Escape at once, not when the browser gets round to it', async () => {
  const onclose = vi.fn();
  render(Dialog, props('<input>', { onclose }));
  const escape = new Event('cancel', { cancelable: true });
  screen.getByRole('dialog').dispatchEvent(escape);
  expect(escape.defaultPrevented).toBe(true);
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('when the browser tells late that it was closed, what has been opened meanwhile stays open', async () => {
  const onclose = vi.fn();
  const { rerender } = render(Dialog, props('<input>', { onclose }));
  const dialog = screen.getByRole('dialog');
  await rerender({ open: false });
  await fireEvent(dialog, new Event('close'));
  expect(onclose).not.toHaveBeenCalled();
});

it('hands the submit to its caller and stays: the caller decides', async () => {
  const onsubmit = vi.fn();
  const { container } = render(Dialog, props('<input>', { onsubmit }));
  const submit = new Event('submit', { cancelable: true, bubbles: true });
  await fireEvent(container.querySelector('form')!, submit);
  expect(onsubmit).toHaveBeenCalledTimes(1);
  expect(submit.defaultPrevented).toBe(true);
  expect(screen.getByRole<HTMLDialogElement>('dialog').open).toBe(true);
});
