export { configModule } from '@chatelaine/config/di';
export { backendModule, secretsModule, TOKENS } from '@chatelaine/core/di';
export { envModule } from '@chatelaine/env/di';
export { fileModule } from '@chatelaine/file/di';
