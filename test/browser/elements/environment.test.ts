import { expect } from '@open-wc/testing';
import { popupRestriction } from '../../../src/elements/dom/popup-support.js';
import {
  click,
  closePopups,
  connectElement,
  isAccessible,
  reaches,
  text,
  watchPopups,
} from '../../browser-support/kit.js';

const browsers = {
  'Instagram on Android':
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A; wv) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 Instagram 312.0.0',
  'Facebook on an iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/445.0]',
  'any other app on Android':
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A; wv) AppleWebKit/537.36 Version/4.0 Chrome/120.0 Mobile Safari/537.36',
  LinkedIn:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [LinkedInApp]/9.29',
  WeChat: 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/111.0 MicroMessenger/8.0.42',
};
const usual = {
  Chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Safari on an iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Version/17.2 Mobile/15E148 Safari/604.1',
  Firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

function pretend(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent });
}

describe('what stands in the way of a window', () => {
  beforeEach(watchPopups);
  afterEach(() => {
    closePopups();
    Reflect.deleteProperty(navigator, 'userAgent');
  });

  for (const [name, userAgent] of Object.entries(browsers)) {
    it(`is ${name}, a browser inside an app`, () => {
      pretend(userAgent);
      expect(popupRestriction()).to.equal('in_app');
    });
  }

  for (const [name, userAgent] of Object.entries(usual)) {
    it(`is nothing in ${name}`, () => {
      pretend(userAgent);
      expect(popupRestriction()).to.equal(undefined);
    });
  }

  it('is said where the window was blocked', async () => {
    pretend(browsers.LinkedIn);
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    window.open = () => null;
    await click(element);
    await reaches(element, 'error');
    expect(text(element, 'error')).to.contain('Open this page in your usual browser.');
    await isAccessible(element);
  });
});
