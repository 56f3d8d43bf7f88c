// @vitest-environment happy-dom
import './engine.js';
