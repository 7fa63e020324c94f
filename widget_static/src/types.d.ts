/** What the backend publishes, as JSON: one survey version in one language. */
interface Definition {
  survey: string;
  version: number;
  language: string;
  title: string;
  intro: string | null;
  thanks: string | null;
  questions: Question[];
  texts: Texts;
  hosted_page: string;
  document_limits?: DocumentLimits;
}

type Texts = Record<string, string>;

interface DocumentLimits {
  bytes: number;
  media_types: string[];
}

interface Choice {
  key: string;
  label: string;
  exclusive?: boolean;
  other?: boolean;
}

interface Row {
  key: string;
  label: string;
}

interface Question {
  key: string;
  type: string;
  label: string;
  help?: string;
  required?: boolean;
  choices?: Choice[];
  min?: number;
  max?: number;
  min_label?: string;
  max_label?: string;
  max_length?: number;
  max_files?: number;
  rows?: Row[];
  rows_from?: { question: string; keys?: string[]; value?: string };
  consent?: string;
  show_if?: Condition;
}

interface Condition {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  question?: string;
  equals?: unknown;
  in?: unknown[];
  greater?: number;
  answered?: boolean;
}

type Answers = Record<string, any>;

/** What is asked at this moment, and the answers that still count. */
interface Asked {
  shown: string[];
  rows: Record<string, string[]>;
  answers: Answers;
}

interface Finding {
  question: string;
  type: string;
  start: number;
  end: number;
}

/** What came back from a request: the body's members beside the HTTP status (0: nothing came). */
interface Outcome {
  status: number;
  code?: string;
  [member: string]: any;
}

/** Gives a sentence, with its one value in it. */
type Translate = (key: string, value?: string) => string;

/**
 * The element around a survey. The build shortens names that begin with `$`: they are no promise.
 */
interface Host extends HTMLElement {
  shadowRoot: any;
  /** The request that the survey came from; nothing when it failed. */
  $address?: string;
  $view?: View;
}

/** One mounted survey. */
interface View {
  $definition: Definition;
  $host: Host;
  $form: HTMLFormElement;
  /** Where mistakes and questions to the respondent appear; empty, it is not there. */
  $notice: HTMLElement;
  $status: HTMLElement;
  /** What was picked, by question; each is written as the part of the request that holds it. */
  $files: Record<string, File[]>;
  /** What had been typed when the survey was asked again, in another language. */
  $typed: FormData;
  /** The request's body around its JSON: multipart when documents go with it. */
  $pack: (json: string) => BodyInit;
  $text: Translate;
  /** The node with this id: `question`, `question:row`, `question:other`. */
  $get: (id: string) => any;
  /** The idempotency key of what was sent last, until anything changes. */
  $key?: string;
}

declare module "*.css" {
  const text: string;
  export default text;
}
