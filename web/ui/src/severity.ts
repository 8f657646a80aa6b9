/** Severity on screen: shape, word and tone, always together. */

export type Tone = 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'well' | 'quiet' | 'accent';

const SHAPES: Record<string, string> = { SEV1: '◆', SEV2: '▲', SEV3: '●', SEV4: '–' };
const WORDS: Record<string, string> = {
  SEV1: 'Core journey down, or data, security or revenue in doubt',
  SEV2: 'Degraded for many users',
  SEV3: 'Minor, with a way round it',
  SEV4: 'Cosmetic or internal',
};

export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;

export function shape(sev: string): string {
  return SHAPES[sev] ?? '✓';
}

export function meaning(sev: string): string {
  return WORDS[sev] ?? '';
}

export function tone(sev: string): Tone {
  switch (sev) {
    case 'SEV1':
      return 'sev1';
    case 'SEV2':
      return 'sev2';
    case 'SEV3':
      return 'sev3';
    case 'SEV4':
      return 'sev4';
    case 'well':
      return 'well';
    default:
      return 'quiet';
  }
}
