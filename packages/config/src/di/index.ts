export { configModule, configModuleForTools } from './config-module.js';
