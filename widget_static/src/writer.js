/** A PDF that holds JPEG pictures and nothing else: no title, no date, no identifier. */

/** Points for a pixel: where a PDF is drawn at 150 dpi, as our server does, no pixel is lost. */
const SCALE = 0.48;

/**
 * Writes one page per picture (ISO 32000-1, 7.5).
 * @param {Picture[]} pictures
 * @returns {BlobPart[]}
 */
export const pdf = (pictures) => {
  /** @type {BlobPart[]} */
  const parts = ["%PDF-1.4\n"];
  let count = 1;
  let places = "0000000000 65535 f \n";
  const size = () => new Blob(parts).size;
  const object = (/** @type {BlobPart[]} */ ...body) => {
    places += `${1e10 + size()} 00000 n \n`.slice(1); // ten digits
    parts.push(`${count++} 0 obj<<`, ...body, "endobj\n");
  };
  object("/Type/Catalog/Pages 2 0 R>>");
  const kids = pictures.map((_, index) => index * 3 + 3 + " 0 R").join(" ");
  object(`/Type/Pages/Count ${pictures.length}/Kids[${kids}]>>`);
  for (const [jpeg, width, height] of pictures) {
    // the picture's matrix begins with what is also two opposite corners of the page
    const corners = `${width * SCALE} 0 0 ${height * SCALE}`;
    const drawing = corners + " 0 0 cm/P Do";
    object(
      `/Type/Page/Parent 2 0 R/MediaBox[${corners}]/Contents ${count + 1} 0 R/Resources<</XObject<</P ${count + 2} 0 R>>>>>>`,
    );
    object(`/Length ${drawing.length}>>stream\n${drawing}\nendstream\n`);
    object(
      `/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.size}>>stream\n`,
      jpeg,
      "\nendstream\n",
    );
  }
  return [
    ...parts,
    `xref\n0 ${count}\n${places}trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${size()}\n%%EOF`,
  ];
};
