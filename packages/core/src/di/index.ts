export { backendModule } from './backend-module.js';
export { secretsModule } from './secrets-module.js';
export { TOKENS } from './tokens.js';
