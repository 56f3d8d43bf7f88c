// @vitest-environment jsdom
import './engine.js';
