/** @type {import('webpack').Configuration} */
export default {
  mode: 'production',
  entry: { main: './main.js', engine: './engine.js' },
  output: { path: import.meta.dirname + '/dist/webpack' },
};
