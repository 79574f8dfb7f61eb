import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  // `npm run dev` serves the pages; the backend is the one of examples/express.
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
