/**
 * What a browser has and jsdom has not, as far as components ask for it. Modal dialogs are only open or closed here: that focus stays
 * inside and Escape closes is the browser's own doing and is tested in one (tests/browser).
 */
if (typeof document !== 'undefined') {
  HTMLDialogElement.prototype.showModal = function () {
    this.setAttribute('open', '');
  };
  HTMLDialogElement.prototype.close = function () {
    if (!this.hasAttribute('open')) return;
    this.removeAttribute('open');
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollTo = () => undefined;
  await import('@testing-library/svelte/vitest');
}

export {};

// jsdom lays nothing out, so nothing ever changes its size; what follows sizes is tested in a real browser.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
