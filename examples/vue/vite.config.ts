import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    vue({
      template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('totp-') } },
    }),
  ],
  // `npm run dev` has the backend of examples/express, which takes requests of its own origin only.
  server: {
    proxy: {
      '/api': { target: 'http://localhost:3000', headers: { origin: 'http://localhost:3000' } },
    },
  },
});
