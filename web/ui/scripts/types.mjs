// Writes src/protocol.ts from the JSON Schema of the Python that owns the protocol.
// With --check it writes nothing and fails when the file has drifted.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const target = fileURLToPath(new URL('../src/protocol.ts', import.meta.url));
const own = `${root}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(own) ? own : 'python3');
const schema = JSON.parse(
  execFileSync(python, ['-m', 'web.protocol_schema'], { cwd: root, encoding: 'utf8' }),
);
const text = await compile(schema, 'Protocol', {
  bannerComment:
    '/* Generated from web/protocol.py and simulator/drill/views.py by `make types`. Do not edit. */',
  additionalProperties: false,
  style: { singleQuote: true, printWidth: 110 },
});

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error('src/protocol.ts does not match the Python that owns the protocol. Run: make types');
  process.exit(1);
}
