/** When the browser has nothing more urgent to do: what can wait is fetched then. A second at most. */
const AT_MOST = 1_000;
/** Where the browser cannot say, this is after the first paint. */
const GUESS = 150;

export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: AT_MOST });
    else setTimeout(resolve, GUESS);
  });
}
