import '@totp-kit/components/totp-setup';
import '@totp-kit/components/totp-verify';
import { createApp } from 'vue';
import App from './app.vue';
import { ask } from './site';

const { user } = await ask('session');
createApp(App, { signedIn: user }).mount('#app');
