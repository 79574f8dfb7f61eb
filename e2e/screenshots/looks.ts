import type { BrowserContextOptions } from 'playwright-core';

const schemes = ['light', 'dark'] as const;

const devices = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;

/** The language of each direction. */
const languages = { ltr: 'en', rtl: 'ar' } as const;

export interface Look {
  /** Scheme, device and direction, such as `light-phone-rtl`. */
  readonly name: string;
  readonly device: keyof typeof devices;
  /** What every page says of itself. */
  readonly root: { readonly lang: string; readonly dir: keyof typeof languages };
  readonly browser: BrowserContextOptions;
}

/** Every scheme on every device in every direction. */
export const looks: readonly Look[] = schemes.flatMap((scheme) =>
  (['desktop', 'phone'] as const).flatMap((device) =>
    (['ltr', 'rtl'] as const).map((dir) => ({
      name: `${scheme}-${device}-${dir}`,
      device,
      root: { lang: languages[dir], dir },
      browser: {
        locale: 'en-US',
        colorScheme: scheme,
        reducedMotion: 'reduce' as const,
        permissions: ['clipboard-read', 'clipboard-write'],
        ...devices[device],
      },
    })),
  ),
);
