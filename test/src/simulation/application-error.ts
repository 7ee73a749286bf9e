/** A listener of the application throws it: that nobody hears it is the application's business. */
export const ofApplication: Error = new Error('a listener of the application throws');
