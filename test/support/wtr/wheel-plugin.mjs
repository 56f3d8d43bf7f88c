let turns = 0;
/** The command `turn-wheel`: the wheel of the mouse, which the runner has no command for. */
export const wheelPlugin = {
  name: 'wheel',
  async executeCommand({ command, payload, session }) {
    if (command !== 'turn-wheel') return undefined;
    const { browser, id } = session;
    const [x, y] = payload.position;
    if (browser.type === 'puppeteer') {
      const page = browser.getPage(id);
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: 300 });
    } else {
      await browser.sendMouseMove(id, x, y);
      const scroll = { type: 'scroll', x, y, deltaX: 0, deltaY: 300, duration: 0, origin: 'viewport' };
      await browser.driverManager.performActions(id, [{ type: 'wheel', id: `wheel${turns++}`, actions: [scroll] }]);
      // Without it, WebKit takes no second turn. It turns the wheel back.
      await browser.driver.releaseActions();
    }
    return { done: true };
  },
};
