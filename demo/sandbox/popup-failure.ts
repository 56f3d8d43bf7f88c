/** Ends a popup: the socket is told the type, the page shows the text. */
export class PopupFailure extends Error {
  override readonly name = 'PopupFailure';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
