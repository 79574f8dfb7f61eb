import { inject, provideAppInitializer } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { Session } from './session';

await bootstrapApplication(App, {
  providers: [provideAppInitializer(() => inject(Session).load())],
});
