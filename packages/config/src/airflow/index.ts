export { readAirflowFile } from './airflow-file.js';
export type { AirflowInput } from './read-airflow-config.js';
export { readAirflowConfig } from './read-airflow-config.js';
