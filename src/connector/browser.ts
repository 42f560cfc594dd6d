/** A page drawn by scripts, opened as a reader would. */
export interface BrowserPage {
  /** The HTTP status of the document. With 404 and 410 the page is handed over without waiting for its script. */
  readonly status: number;
  /** The document as it stands now. */
  html(): Promise<string>;
  /** Clicks, then waits until `settled` (a CSS selector's first match, by the value of `attribute`) has changed. */
  clickAndSettle(selector: string, settled: { selector: string; attribute: string }): Promise<void>;
  /** Must be called: the next page opens only after this one is closed. */
  close(): Promise<void>;
}

/**
 * The kit's browser: images and fonts off, only the source's origins, one page at a time, under the same pace and
 * robots.txt as the HTTP client. Optional at run time: without Chromium `open` raises `Degraded("browser-missing")`.
 */
export interface BrowserPort {
  /**
   * Opens a page and waits for a selector.
   * @param url an address within the source's origins
   * @param ready CSS selector that shows that the script has drawn the page
   * @param maxSeconds how long to wait for it; then `Degraded("layout")` with the page as proof
   */
  open(url: string, ready: string, maxSeconds: number): Promise<BrowserPage>;
}
