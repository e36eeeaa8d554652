// Runs the GitHub and the Slack emulator in one process.
//
// Reads its configuration from the file named on the command line:
// {"github": {"port", "baseUrl", "seed"}, "slack": {…}}, prints one line of JSON when both listen,
// and ends on SIGTERM, or when its standard input closes because the starting process is gone.

import { readFileSync } from 'node:fs';
import { createEmulator } from 'emulate';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const emulators = await Promise.all(
  Object.entries(config).map(([service, options]) => createEmulator({ service, ...options })),
);

async function stop() {
  await Promise.all(emulators.map((emulator) => emulator.close()));
  process.exit(0);
}

process.on('SIGTERM', stop);
process.stdin.on('end', stop).on('error', stop).resume();

console.log(JSON.stringify({ ready: Object.keys(config) }));
