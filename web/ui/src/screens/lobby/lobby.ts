/** What the lobby shows and asks of the server. Counterpart: the lobby part of web/pages.py. */

export interface ScenarioCard {
  key: string;
  alias: string;
  level: number;
  minutes: number;
  brief: string;
  weekday: string;
  teaches: string[];
}

export interface DrillCard {
  id: string;
  /** POSTing here gives the host's seat back. */
  url: string;
  alias: string;
  mode: string;
  made_at: number;
  /** A second try of another drill. */
  practice: boolean;
}

export interface LobbyData {
  host: boolean;
  scenarios: ScenarioCard[];
  drills: DrillCard[];
}

export const LEVELS: Record<number, string> = {
  1: 'First steps',
  2: 'With help',
  3: 'On your own',
  4: 'Hard',
};

/** A teaching goal as one would say it. */
export function goal(id: string): string {
  return (
    {
      declare: 'declaring early',
      'mitigate-first': 'mitigating first',
      cadence: 'keeping a rhythm',
      hats: 'hats',
      'closed-loops': 'closed loops',
      'second-incident': 'the second incident',
      handoff: 'handing off',
      escalate: 'escalating',
      forensics: 'keeping traces',
      verify: 'verifying',
      'tools-lost': 'lost tools',
      'false-alarm': 'false alarms',
      'stand-down': 'standing down',
    }[id] ?? id.replace('-', ' ')
  );
}
