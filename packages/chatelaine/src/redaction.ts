export type { RedactorOptions, TokenFormat } from '@chatelaine/core/redaction';
export { Redactor, redactor } from '@chatelaine/core/redaction';
