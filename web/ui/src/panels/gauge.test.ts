import { expect, test } from 'vitest';
import { byService, gaugeValue } from './gauge';

test('small shares keep the digit that matters, times and rates their unit', () => {
  expect(gaugeValue(0.004, 'share')).toBe('0.4%');
  expect(gaugeValue(0, 'share')).toBe('0%');
  expect(gaugeValue(0.327, 'share')).toBe('33%');
  expect(gaugeValue(0.248, 's')).toBe('248 ms');
  expect(gaugeValue(5300, '/s')).toBe('5,300/s');
});

test('gauges stand under the service they belong to, with their own short titles', () => {
  const gauge = (signal: string, title: string) => ({ signal, title });
  const groups = byService([
    gauge('checkout.errors', 'Checkout: errors'),
    gauge('bank.errors', 'Bank: EU: errors'),
    gauge('checkout.cpu', 'Checkout: CPU'),
  ]);
  expect(groups.map((group) => [group.title, group.gauges.map((one) => one.short)])).toEqual([
    ['Checkout', ['errors', 'CPU']],
    ['Bank: EU', ['errors']],
  ]);
});
