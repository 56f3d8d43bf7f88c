import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.js';

const place = document.querySelector('main')!;
const app = (
  <StrictMode>
    <App />
  </StrictMode>
);
if (place.firstChild) hydrateRoot(place, app);
else createRoot(place).render(app);
