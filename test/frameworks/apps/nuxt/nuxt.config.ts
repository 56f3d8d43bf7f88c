export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  css: ['~/before-script.css'],
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('nango-') } },
  app: { head: { title: 'App', htmlAttrs: { lang: 'en' }, link: [{ rel: 'icon', href: 'data:,' }] } },
});
