import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.startsWith('nango-');
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
