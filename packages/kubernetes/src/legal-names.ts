/** The key of a label: a name, with the domain of who made it up before it. */
export const LABEL_KEY: RegExp =
  /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;

/** The value of a label that is not empty. */
export const LABEL_VALUE: RegExp = /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;

/** A key in the data of a Secret, which is the name of a file where the Secret is mounted. */
export const DATA_KEY: RegExp = /^(?!\.\.|\.$)[-\w.]{1,253}$/;

/** A path of such names inside a folder, or the folder itself. */
export const FOLDER_PATH: RegExp =
  /^(?:(?!\.\.|\.(?:\/|$))[-\w.]{1,253}(?:\/(?!\.\.|\.(?:\/|$))[-\w.]{1,253})*)?$/;

/** The name of a Secret. */
export const SECRET_NAME: RegExp =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** The name of a namespace. */
export const NAMESPACE: RegExp = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
