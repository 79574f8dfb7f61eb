import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { ask } from './site';

const root = document.querySelector('#app');
if (!root) throw new Error('The page has no #app.');

const { user } = await ask('session');
createRoot(root).render(
  <StrictMode>
    <App signedIn={user} />
  </StrictMode>,
);
