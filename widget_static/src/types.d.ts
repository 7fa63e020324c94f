/** A node as JSON: `["tag", {attributes}, child…]` (jsonml.org). */
type JsonML = string | any[];

/** What the backend answers for a survey: its form in one language, and what scripts need. */
interface Answer {
  survey: string;
  version: number;
  language: string;
  dir: string;
  /** What a button that opens the survey says. */
  label: string;
  form: JsonML;
  texts: Record<string, string>;
  targeting?: Record<string, string | number | boolean>;
}

/** A condition over the controls of the form; `{name}` alone: it is answered. */
interface Condition {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  name?: string;
  in?: string[];
  greater?: number;
}

/** What came back from a request: the body's members beside the HTTP status (0: nothing came). */
interface Outcome {
  status: number;
  /** Seconds after which to come back, as the server wrote them. */
  wait?: string | null;
  code?: string;
  receipt?: string;
  /** What the server says to the respondent. */
  panel?: JsonML;
  /** Mistakes: places and sentences. */
  marks?: [string, string][];
  [member: string]: any;
}

/**
 * The element around a survey. The build shortens names that begin with `$`: they are no promise.
 */
interface Host extends HTMLElement {
  shadowRoot: any;
  reset: () => void;
  /** The request that the survey came from; nothing when it failed. */
  $address: string;
  /** Where responses go. */
  $url: string;
  $answer: Answer;
  $form: any;
  /** What is around the form, and around what the server says instead of it. */
  $root: any;
  /** The node with this id. */
  $get: (id: string) => any;
  /** The idempotency key of what was sent last, until anything changes. */
  $key: string;
  /** Whether targeting wants it here. */
  $isShown?: boolean;
  /** Whether it is here whatever targeting wants. */
  $isForced?: boolean;
  /** Whether this display was noted. */
  $isNoted: boolean;
  /** Ends the waiting for what would show it. */
  $armed?: AbortController;
  /** Drawn once, from 0 to 100, for `sample`. */
  $dice?: number;
  /** What helps someone who has begun to answer, once it is there. */
  $assisted?: Promise<void>;
  $steps?: Steps;
  /** Forgets the draft. */
  $forget?: () => void;
  /** Takes the files that were picked from the form that was there. */
  $carry?: (before: HTMLFormElement) => void;
}

interface Steps {
  $update: () => void;
  /** Shows the step of a node. */
  $reveal: (node: any) => void;
  /** Goes to the next step that asks something; tells whether there is one. */
  $next: () => boolean;
}

/** Listens inside of the widget, to what happens to any node of it. */
type On = (type: string, listener: (target: any) => any) => void;

/** True in the whole widget, false in the one for a single question. */
declare const FULL: boolean;

declare module "*.css" {
  const text: string;
  export default text;
}
