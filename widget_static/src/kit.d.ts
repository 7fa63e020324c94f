/** What the chunks get from who loads them: they import nothing of it. */
interface Kit {
  /** The element around the survey; on the hosted page, its form. */
  host: HTMLElement;
  form: HTMLFormElement;
  /** Makes a node; functions become handlers, what is falsy is left out. */
  h: (tag: string, attributes?: Record<string, any>, ...children: any[]) => any;
  texts: Record<string, string>;
  /** Where the survey was asked: `…/v1/s/KEY/form?site=…`. */
  address: string;
}

/** In hundredths of the page: left, top, width, height. */
type Rectangle = number[];

/** What is hidden: a button, so that the keyboard reaches it. */
interface Box extends HTMLButtonElement {
  $rectangle: Rectangle;
}

/** A page to be written: JPEG bytes, width and height in pixels. */
type Picture = [Blob, number, number];

/** A file of the list: settled when it has what may leave the device. */
interface Item extends HTMLLIElement {
  $file?: File;
}

/** What one document question's parts share. */
interface Desk extends Kit {
  $text: (key: string, value?: any) => string;
  $tell: (sentence: string, look?: string) => void;
  /** Says why a file cannot go: the code of a problem. */
  $refuse: (code: string) => void;
  $button: (key: string, onclick: () => void, value?: any, look?: string) => HTMLButtonElement;
  /** One more document in the list, with the button that takes it away. */
  $row: (...content: Node[]) => Item;
  /** Puts in a row what may leave, and the sentence that says what becomes of it. */
  $keep: (item: any, parts: BlobPart[], key: string) => void;
  /** One more page of the document that is being worked on. */
  $add: (content: Blob, boxes?: Rectangle[]) => Promise<void>;
}
