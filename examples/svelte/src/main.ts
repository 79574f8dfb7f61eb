import '@totp-kit/components/totp-setup';
import '@totp-kit/components/totp-verify';
import { mount } from 'svelte';
import App from './app.svelte';
import { ask } from './site';

const target = document.querySelector('#app');
if (!target) throw new Error('The page has no #app.');

const { user } = await ask('session');
mount(App, { target, props: { user } });
