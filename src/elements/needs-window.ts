export { opensPopup as needsWindow } from '../engine/auth-modes.js';
