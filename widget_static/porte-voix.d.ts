/**
 * The element `<porte-voix>`. Importing the package defines it; the types come with the import.
 * What each attribute, event and part is for: docs/reference/widget.md.
 */

/** What an event of the element brings, by its name. */
export interface PorteVoixEventMap {
  /** The survey, or the button that opens it, is on the page. */
  shown: CustomEvent<null>;
  /** The panel opened. */
  opened: CustomEvent<null>;
  /** A question was answered: its key, and never the answer. */
  answered: CustomEvent<{ question: string }>;
  /** The backend has kept the response. */
  submitted: CustomEvent<null>;
  /** The response waits on this device for the network. */
  queued: CustomEvent<null>;
  /** The survey cannot be shown or sent: the code of a problem, or `network`. Does not bubble. */
  error: CustomEvent<{ code: string }>;
  /** The panel closed. */
  closed: CustomEvent<null>;
}

/** The element. Its settings are attributes; it has no properties of its own. */
export interface PorteVoixElement extends HTMLElement {
  /** Shows it, whatever the targeting; opens its panel. */
  open(): void;
  /** Closes its panel; without a panel, takes the survey away. */
  close(): void;
  /** Begins again, with every answer empty. */
  reset(): void;
  /** Answers for the respondent, who may change what is visible: question key to value. */
  prefill(values: Record<string, string> | [string, string][] | string): void;

  addEventListener<K extends keyof PorteVoixEventMap>(
    type: K,
    listener: (this: PorteVoixElement, event: PorteVoixEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;

  removeEventListener<K extends keyof PorteVoixEventMap>(
    type: K,
    listener: (this: PorteVoixElement, event: PorteVoixEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "porte-voix": PorteVoixElement;
  }
}
