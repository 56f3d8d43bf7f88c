import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';

it('opens a popup from a real click only', async () => {
  expect(window.open('about:blank', '_blank', 'popup')).to.equal(null);
  const button = document.createElement('button');
  button.style.cssText = 'position:fixed;left:10px;top:10px;width:80px;height:30px';
  document.body.append(button);
  const opened = new Promise<Window | null>((resolve) => {
    button.onclick = () => resolve(window.open('about:blank', '_blank', 'popup,width=300,height=300'));
  });
  await sendMouse({ type: 'click', position: [50, 25] });
  const popup = await opened;
  expect(popup?.closed).to.equal(false);
  popup?.close();
  button.remove();
});
