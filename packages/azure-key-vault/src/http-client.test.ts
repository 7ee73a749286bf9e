import { globalAgent } from 'node:https';
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { expect } from 'chai';
import { withAgent } from './http-client.js';

describe('The HTTP client', () => {
  const agentOf = async (request: Partial<PipelineRequest>) => {
    const sent = request as PipelineRequest;
    const answer = { status: 200 } as PipelineResponse;
    expect(await withAgent({ sendRequest: async () => answer }, globalAgent).sendRequest(sent)).to.equal(
      answer,
    );
    return sent.agent;
  };

  it('sends requests over the connections of its backend', async () => {
    expect(await agentOf({ url: 'https://x.vault.azure.net/' })).to.equal(globalAgent);
  });

  it('leaves a proxy its own connections', async () => {
    const agent = {} as NonNullable<PipelineRequest['agent']>;
    expect(await agentOf({ url: 'https://x.vault.azure.net/', agent })).to.equal(agent);
  });

  it('leaves requests without TLS, which go to metadata endpoints, to the SDK', async () => {
    expect(await agentOf({ url: 'http://169.254.169.254/' })).to.equal(undefined);
  });
});
