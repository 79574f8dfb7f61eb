import type { BrowserContextOptions } from 'playwright-core';

const schemes = ['light', 'dark'] as const;

const devices = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;

/** The language of each direction. */
const languages = { ltr: 'en', rtl: 'ar' } as const;

export interface Look {
  /** Scheme, device and direction, such as `light-phone-rtl`; or `forced-phone-ltr`, of forced colours. */
  readonly name: string;
  readonly device: keyof typeof devices;
  /** What every page says of itself. */
  readonly root: { readonly lang: string; readonly dir: keyof typeof languages };
  readonly browser: BrowserContextOptions;
}

/** Every scheme on every device in every direction. */
export const looks = schemes.flatMap((scheme) =>
  (['desktop', 'phone'] as const).flatMap((device) =>
    (['ltr', 'rtl'] as const).map((dir): Look => ({
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

/** Those of the console: its words are English only, so that the other direction shows in one scheme. */
export const consoleLooks: readonly Look[] = [
  ...looks.filter(({ name, root }) => root.dir === 'ltr' || name.startsWith('light')),
  ...(['desktop', 'phone'] as const).map((device): Look => ({
    name: `forced-${device}-ltr`,
    device,
    root: { lang: languages.ltr, dir: 'ltr' },
    browser: {
      locale: 'en-US',
      forcedColors: 'active',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...devices[device],
    },
  })),
];
