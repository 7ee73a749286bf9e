import { tracingChannel } from 'node:diagnostics_channel';
import { createSecrets, env } from 'chatelaine';

const channel = tracingChannel('chatelaine:find');
channel.subscribe({
  asyncEnd({ ref, outcome, steps = [] }) {
    console.log(
      ref.kind,
      ref.id,
      outcome,
      steps.map(({ backend, outcome }) => `${backend}: ${outcome}`),
    );
  },
});

const secrets = createSecrets({ backends: [env()] });
await secrets.findVariable('hello');
await secrets.findVariable('nothing');
await secrets.close();
