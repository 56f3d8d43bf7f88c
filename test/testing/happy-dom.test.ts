// @vitest-environment happy-dom
import './engine.js';
import './elements.js';
