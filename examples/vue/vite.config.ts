import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    vue({
      template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('totp-') } },
    }),
  ],
  // `npm run dev` serves the pages; the backend is the one of examples/express.
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
