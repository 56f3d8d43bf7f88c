// @vitest-environment jsdom
import './engine.js';
import './elements.js';
