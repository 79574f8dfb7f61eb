/** A fault of the program around this server: how it hands requests over. The message says what to change there. */
export class HostFault extends Error {
  override readonly name = 'HostFault';
}
