import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // `npm run dev` serves the pages; the backend is the one of examples/express.
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
