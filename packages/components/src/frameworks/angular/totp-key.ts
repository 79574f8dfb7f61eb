// Written by `npm run build:manifest` from the comments of the elements.

import { Directive } from '@angular/core';
import '../../totp-key.ts';

/** `<totp-key>` for Angular's templates. The key of an enrollment, to enter by hand. */
@Directive({ selector: 'totp-key' })
export class TotpKey {}
