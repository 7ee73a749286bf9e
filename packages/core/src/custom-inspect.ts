/** `inspect.custom` of `node:util`, by the name that Node documents: importing `node:util` would load 30 parts of Node. */
export const CUSTOM_INSPECT: symbol = Symbol.for('nodejs.util.inspect.custom');
