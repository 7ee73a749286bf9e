/** What AWS knows a caller by: an access key, with a session token and an end where it is temporary. */
export interface AwsCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Gets a credential, as the credential providers of the SDK do. */
export type AwsCredentialProvider = () => Promise<AwsCredential>;
