export { configModule } from './config-module.js';
