import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { EnvOptionsInput } from './env-options.js';
import { provider } from './provider.js';

/** The environment as a module of an inversify container. */
export const envModule = (options: EnvOptionsInput = {}): ContainerModule => backendModule(provider, options);
