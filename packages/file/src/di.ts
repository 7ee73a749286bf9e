import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { FileOptions } from './file-options.js';
import { provider } from './provider.js';

/** Local files as a module of an inversify container. */
export const fileModule = (options: FileOptions): ContainerModule => backendModule(provider, options);
