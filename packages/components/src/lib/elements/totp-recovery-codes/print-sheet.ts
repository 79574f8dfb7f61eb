/**
 * Prints a title and some lines, and nothing else of the page. The returned function takes them out of the document,
 * for browsers that print later, or not at all, and never say that it is over.
 */
export function printSheet(title: string, lines: readonly string[]): () => void {
  const sheet = document.createElement('div');
  const heading = document.createElement('h1');
  heading.textContent = title;
  const list = document.createElement('ul');
  for (const line of lines)
    list.append(Object.assign(document.createElement('li'), { textContent: line }));
  const root = sheet.attachShadow({ mode: 'open' });
  root.append(heading, list);
  root.adoptedStyleSheets = [styleSheet(sheetStyles)];

  sheet.setAttribute(marker, '');
  const pageStyles = styleSheet(`
    @media screen { [${marker}] { display: none } }
    @media print { body > :not([${marker}]) { display: none !important } }
  `);
  document.body.append(sheet);
  document.adoptedStyleSheets.push(pageStyles);
  const cleanUp = (): void => {
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== pageStyles);
  };
  addEventListener('afterprint', cleanUp, { once: true });
  print();
  return cleanUp;
}

const marker = 'data-totp-print';

const sheetStyles = `
  :host { color: #000; background: #fff; font: 12pt system-ui, sans-serif }
  h1 { font-size: 14pt }
  ul { padding: 0; list-style: none; font: 13pt ui-monospace, monospace; line-height: 2 }
`;

function styleSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
