import type { answerLimit } from './answer-limit.js';
import { addressInTheClear, isInTheClear } from './check-endpoint.js';

/**
 * Refuses a request over which secrets would go in the clear. Variables and profiles name addresses too, and the SDK
 * reads them when it first calls.
 */
export const safeAddress =
  (trustedHosts: readonly string[], backend: string): typeof answerLimit =>
  (next) =>
  async (args) => {
    const request: unknown = 'request' in args ? args.request : undefined;
    if (isInTheClear(partsOf(request), trustedHosts)) throw addressInTheClear('the service', backend);
    return next(args);
  };

function partsOf(request: unknown) {
  const { protocol, hostname, port }: { protocol?: unknown; hostname?: unknown; port?: unknown } =
    typeof request === 'object' && request !== null ? request : {};
  return { protocol: String(protocol), hostname: String(hostname), port: String(port ?? '') };
}
