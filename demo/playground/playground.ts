import { reportFailure } from '../site/report-failure.js';
import { showAccounts } from './accounts.js';
import { showActivity, watchFaults } from './activity.js';
import { watchEvents } from './events.js';
import { addSettings } from './settings.js';

function refresh(): void {
  void reportFailure(() => Promise.all([showAccounts(), showActivity()]));
}

addSettings();
watchFaults();
watchEvents(refresh);
// Coming back from another window may mean that something happened there.
addEventListener('focus', refresh);
refresh();
