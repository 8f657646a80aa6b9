/** An instrument's number as people read it, by its unit. */
import { count, millis } from '../format';

export function gaugeValue(value: number, unit: string): string {
  if (unit === 'share') {
    const percent = value * 100;
    return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)}%`;
  }
  if (unit === 's') return millis(value * 1000);
  if (unit === '/s') return `${count(value)}/s`;
  return unit ? `${count(value)} ${unit}` : count(value);
}

interface Signalled {
  signal: string;
  title: string;
}

/** Gauges by the service they belong to, in the order they come; the title of a gauge begins with its service's. */
export function byService<G extends Signalled>(
  gauges: G[],
): { service: string; title: string; gauges: (G & { short: string })[] }[] {
  const groups = new Map<string, { service: string; title: string; gauges: (G & { short: string })[] }>();
  for (const gauge of gauges) {
    const service = gauge.signal.slice(0, gauge.signal.lastIndexOf('.'));
    const cut = gauge.title.lastIndexOf(': ');
    const title = cut > 0 ? gauge.title.slice(0, cut) : service;
    const group = groups.get(service) ?? { service, title, gauges: [] };
    group.gauges.push({ ...gauge, short: cut > 0 ? gauge.title.slice(cut + 2) : gauge.title });
    groups.set(service, group);
  }
  return [...groups.values()];
}
