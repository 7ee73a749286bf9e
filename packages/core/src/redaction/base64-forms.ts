/** How many bits of the value stand in the character that it shares with what is before it, by the bytes before it. */
const SHARED_BITS: readonly number[] = [0, 4, 2];

/**
 * The bytes as they stand in base64 and base64url, by themselves and inside of something longer: what they are preceded
 * by moves them to one of three places, and the characters that hold nothing but them are the form.
 */
export function base64Forms(bytes: Uint8Array): readonly string[] {
  return SHARED_BITS.flatMap((shared, before) => {
    const encoded = Buffer.concat([new Uint8Array(before), bytes]).toString('base64');
    const ending = encoded.slice(before === 0 ? 0 : before + 1);
    const unpadded = ending.replace(/=+$/, '');
    const whole = unpadded.slice(0, Math.floor((bytes.length * 8 - shared) / 6));
    return [whole, unpadded, ending, urlSafe(whole), urlSafe(unpadded)];
  });
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');
