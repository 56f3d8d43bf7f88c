import { createApp, createSSRApp } from 'vue';
import App from './App.vue';

const isRendered = document.querySelector('main')?.firstChild;
(isRendered ? createSSRApp(App) : createApp(App)).mount('main');
