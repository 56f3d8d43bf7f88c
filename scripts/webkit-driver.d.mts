export interface Started {
  stop(): void;
}
export function startXvfb(path?: string): Promise<Started & { readonly display: string }>;
export function startWebKitDriver(paths: {
  readonly webkitDriver?: string | undefined;
  readonly xvfb?: string | undefined;
}): Promise<Started & { readonly port: number }>;
