import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asAuthError, type AuthError } from '../../engine/errors.js';
import { accountsAt, type AccountStore } from './account-store.js';
import type { AttributeValues } from '../attributes.js';
import type { ConnectionController } from '../attempt/connection-controller.js';
import type { EngineSource } from '../attempt/engine-source.js';
import { NangoDisconnectedEvent, NangoDisconnectEvent } from '../events.js';
import { isDelayed } from '../dom/mouse-press.js';
import { PairedEvents } from '../attempt/paired-events.js';
import { disconnect, type ConnectedAccount } from '../attempt/page-backend.js';
import { urlOf } from '../attempt/page-urls.js';
import { whenVisible } from '../dom/when-visible.js';

type Host = ReactiveControllerHost & HTMLElement & AttributeValues;

/** Asks the page's backend which account is connected, and disconnects it. */
export class AccountController implements ReactiveController {
  readonly #host: Host;
  readonly #connection: ConnectionController;
  readonly #source: EngineSource;
  readonly #isUsed: () => boolean;
  readonly #events: PairedEvents;
  #store: AccountStore | undefined;
  #url: string | undefined;
  #integrationId = '';
  #error: AuthError | undefined;
  #ended = '';

  /**
   * @param host the element, with its attributes
   * @param connection what it shows
   * @param source creates the engine
   * @param isUsed whether the user is filling in its form and must not be interrupted
   */
  constructor(host: Host, connection: ConnectionController, source: EngineSource, isUsed: () => boolean) {
    this.#host = host;
    this.#isUsed = isUsed;
    this.#events = new PairedEvents(host);
    this.#connection = connection;
    this.#source = source;
    host.addController(this);
  }

  /** The name of the connected account. */
  get name(): string {
    return (this.#host.connectedName ?? this.account?.name ?? '').trim();
  }

  /** What the backend knows about the account that is connected here. */
  get account(): ConnectedAccount | undefined {
    const account = this.#store?.get(this.#id);
    return account?.connectionId === this.#connection.value.result?.connectionId ? account : undefined;
  }

  /** Whether the connection can be ended from here. */
  get canDisconnect(): boolean {
    return !!urlOf(this.#host, 'disconnect') && !!this.#connection.value.result;
  }

  /** The integration whose connection was ended here, as long as nothing else has happened. */
  get ended(): string {
    return this.#connection.pending || this.#connection.value.result ? '' : this.#ended;
  }

  /** Why disconnecting failed. */
  get error(): AuthError | undefined {
    return this.#error;
  }

  /** The integration of the element, or the one that was chosen in it. */
  get #id(): string {
    return this.#host.integrationId || (this.#connection.value.result?.providerConfigKey ?? '');
  }

  hostConnected(): void {
    // It may have missed a change meanwhile.
    this.#follow();
  }

  hostDisconnected(): void {
    this.#store?.unsubscribe(this.#onChange);
  }

  hostUpdate(): void {
    const url = urlOf(this.#host, 'status');
    const { integrationId = '' } = this.#host;
    const isOther = integrationId !== this.#integrationId;
    if (isOther) this.#leave();
    this.#integrationId = integrationId;
    if (url === this.#url && !isOther) return;
    this.#store?.unsubscribe(this.#onChange);
    this.#url = url;
    this.#follow();
  }

  #follow(): void {
    const store = (this.#store = this.#url ? accountsAt(this.#url) : undefined);
    store?.subscribe(this.#onChange);
    if (store) whenVisible(this.#host, () => store.load(), 'status');
    this.refresh();
  }

  /** Asks the backend again if that failed. */
  retry(): void {
    this.#store?.retry();
  }

  /** Forgets the user: the next one may be another. */
  forget(): void {
    this.#ended = '';
    this.#store?.expire();
  }

  /** A connection was made here. */
  onConnected(integrationId: string, connectionId: string): void {
    this.#store?.set(integrationId, { providerConfigKey: integrationId, connectionId });
  }

  /** The page has set a connection, or none. Once the backend was asked, this is newer than its answer. */
  onValueSet(connectionId: string): void {
    const id = this.#id;
    // An attribute does not replace a connection made here, and a known one has a name.
    const isTaken = connectionId === (this.#connection.value.result?.connectionId ?? '');
    if (isTaken && this.#store?.isAsked && this.#store.get(id)?.connectionId !== connectionId)
      this.#store.set(id, connectionId ? { providerConfigKey: id, connectionId } : undefined);
  }

  readonly ask = (): void => this.#move('asked');

  readonly keep = (): void => this.#move(undefined);

  /** Ends the connection, unless the page prevents it. */
  readonly disconnect = async (): Promise<void> => {
    const { step, value } = this.#connection;
    const { result } = value;
    const url = urlOf(this.#host, 'disconnect');
    if (!result || !url || (step.name === 'connected' && step.disconnect === 'sent')) return;
    const { connectionId, providerConfigKey } = result;
    const detail = { connectionId, providerConfigKey };
    if (!this.#events.begin(new NangoDisconnectEvent(detail))) return this.keep();
    this.#move('sent');
    try {
      await disconnect(url, detail);
    } catch (thrown) {
      // Something else may be shown by now.
      if (value.result !== result) return;
      this.#error = asAuthError('unknown_error', thrown);
      this.#move('failed');
      return;
    }
    this.#ended = providerConfigKey;
    // Another connection may have been made in the meantime.
    const known = this.#store?.get(providerConfigKey)?.connectionId ?? connectionId;
    if (known === connectionId) this.#store?.set(providerConfigKey, undefined);
    this.#connection.value.end(connectionId);
    this.#events.end(() => new NangoDisconnectedEvent(detail));
  };

  #move(phase: 'asked' | 'sent' | 'failed' | undefined): void {
    this.#connection.move({ type: 'disconnect', phase });
  }

  /** Forgets what belongs to another integration. */
  #leave(): void {
    this.#source.connectionToRenew = undefined;
    const known = this.#store?.get(this.#integrationId)?.connectionId;
    if (known && known === this.#connection.value.result?.connectionId && !this.#connection.pending)
      this.#connection.value.forget();
  }

  readonly #onChange = (changed?: string): void => {
    if ((changed ?? this.#id) === this.#id) this.refresh();
  };

  /** Another element or the backend knows more. */
  refresh(): void {
    const id = this.#id;
    const { value } = this.#connection;
    const { result } = value;
    // What a browser has restored with a form is older than any answer.
    if (!this.#store?.knows(id, value.isRestored) || this.#connection.pending || this.#isUsed()) return;
    const account = this.#store.get(id);
    // Where the user chooses, another attempt may be for another integration.
    if (this.#host.integrationId) this.#source.connectionToRenew = account?.connectionId;
    // The user may be pressing the button.
    if (isDelayed(this.#onChange)) return;
    if (account) {
      if (account.connectionId !== result?.connectionId) value.restore(account.connectionId, id);
    } else if (result) value.end(result.connectionId);
    this.#host.requestUpdate();
  }
}
