import type { ReactNode } from 'react';
import './before-script.css';

export const metadata = { title: 'App', icons: 'data:,' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
