import type { Browser, CDPSession } from '@playwright/test';

interface Response {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * A tab that Playwright does not observe: it follows each request of its own tabs, which takes time on
 * a busy processor.
 */
export class BareTab {
  readonly #browser: CDPSession;
  readonly #targetId: string;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (response: Response) => void>();
  #requests = 0;

  private constructor(browser: CDPSession, targetId: string, sessionId: string) {
    this.#browser = browser;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
    browser.on('Target.receivedMessageFromTarget', ({ message }) => {
      const response = JSON.parse(message) as Response;
      if (response.id === undefined) return;
      this.#waiting.get(response.id)?.(response);
      this.#waiting.delete(response.id);
    });
  }

  static async open(browser: Browser, width: number, height: number): Promise<BareTab> {
    const session = await browser.newBrowserCDPSession();
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' });
    // Not flat, because Playwright's sessions only send to their own target.
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const tab = new BareTab(session, targetId, sessionId);
    await tab.send('Page.enable');
    await tab.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    return tab;
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#targetId });
    await this.#browser.detach();
  }

  /** Opens a page, in which a script runs first. */
  async goto(url: string, script: () => void): Promise<void> {
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${String(script)})()` });
    await this.send('Page.navigate', { url });
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<{
      readonly result: { readonly value: T };
      readonly exceptionDetails?: { readonly text: string };
    }>('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  async send<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#requests;
    const responded = new Promise<Response>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message });
    const { result, error } = await responded;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }
}
