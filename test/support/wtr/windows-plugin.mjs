/** The command `close-windows`, with which every file begins. */
export const windowsPlugin = {
  name: 'windows',
  async executeCommand({ command, session }) {
    if (command !== 'close-windows') return undefined;
    await session.browser.closeOtherWindows?.();
    return { done: true };
  },
};
