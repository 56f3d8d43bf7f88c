import { defineConfig } from '@playwright/test';
import { playwrightArgs } from '../../../../scripts/browsers.mjs';

/** How testing-recipe.test.ts runs the recipe: with the browser that is there, at the page that it serves. */
export default defineConfig({
  testDir: '../../../../docs/recipes/testing',
  testMatch: 'playwright.spec.ts',
  outputDir: process.env.RECIPE_OUTPUT,
  workers: 1,
  reporter: 'line',
  use: {
    baseURL: process.env.RECIPE_URL,
    launchOptions: { executablePath: process.env.RECIPE_CHROMIUM, args: [...playwrightArgs] },
  },
});
