/** Promises of declaring: the matrix with the numbers of this moment, two keys, and nothing chosen for anybody. */
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { incident, matrix } from '../testing/scene';
import Declare from './Declare.svelte';

function open(more: object = {}) {
  const calls = { ondeclare: vi.fn(), onchange: vi.fn(), onstanddown: vi.fn(), onclose: vi.fn() };
  const shown = render(Declare, { open: true, incident: incident(), matrix: matrix(), ...calls, ...more });
  return { ...calls, ...shown };
}
const row = (sev: string) => screen.getByRole<HTMLInputElement>('radio', { name: new RegExp(sev) });
const submit = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(Declare|Change to)/ });

it('every row has its criteria and the number of now, and follows while it is open', async () => {
  const { rerender } = open();
  const sev1 = row('SEV1').closest('label')!;
  expect(within(sev1).getByText('A core journey burns 14 times too fast')).toBeTruthy();
  expect(sev1.textContent).toContain('Paying: budget burns 190x, 68 % succeed');
  expect(sev1.textContent).toContain('✓ holds');
  expect(row('SEV4').closest('label')!.textContent).not.toContain('holds');

  await fireEvent.click(row('SEV2'));
  await rerender({ matrix: matrix('Paying: budget burns 250x, 51 % succeed') });
  expect(sev1.textContent).toContain('250x');
  expect(row('SEV2').checked).toBe(true);
});

it('chooses no row by itself, whatever holds, and declares nothing until one is chosen', async () => {
  const { ondeclare, container } = open();
  expect(screen.getAllByRole<HTMLInputElement>('radio').some((one) => one.checked)).toBe(false);
  expect(submit().disabled).toBe(true);
  await fireEvent.submit(container.querySelector('form')!);
  expect(ondeclare).not.toHaveBeenCalled();
});

it('a digit chooses its row, and Enter declares it with the words', async () => {
  const { ondeclare, onclose, container } = open();
  await fireEvent.keyDown(document.activeElement!, { key: '2' });
  expect(row('SEV2').checked).toBe(true);
  await fireEvent.input(screen.getByLabelText(/What users see/), { target: { value: 'cards refused' } });
  await fireEvent.submit(container.querySelector('form')!);
  expect(ondeclare).toHaveBeenCalledWith('SEV2', 'cards refused');
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('a digit in the words stays a digit', async () => {
  open();
  await fireEvent.keyDown(screen.getByLabelText(/What users see/), { key: '1' });
  expect(row('SEV1').checked).toBe(false);
});

it('of a declared incident it changes the severity, or stands down', async () => {
  const { onchange, onstanddown, ondeclare } = open({
    incident: incident({ state: 'declared', sev: 'SEV1' }),
  });
  expect(screen.getByRole('dialog', { name: 'Change severity' })).toBeTruthy();
  await fireEvent.click(row('SEV3'));
  await fireEvent.click(submit());
  expect(onchange).toHaveBeenCalledWith('SEV3', '');
  await fireEvent.click(screen.getByRole('button', { name: /Stand down/ }));
  expect(onstanddown).toHaveBeenCalledWith('');
  expect(ondeclare).not.toHaveBeenCalled();
});

it('opened again it is empty again', async () => {
  const { rerender } = open();
  await fireEvent.click(row('SEV2'));
  await rerender({ open: false });
  await rerender({ open: true });
  expect(row('SEV2').checked).toBe(false);
});
