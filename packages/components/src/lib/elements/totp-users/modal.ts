/** Shows a `<dialog>` above the page or takes it away; the browser keeps the focus inside and gives it back. */
export function syncModal(root: ParentNode, selector: string, isOpen: boolean): void {
  const dialog = root.querySelector<HTMLDialogElement>(selector);
  if (!dialog || dialog.open === isOpen) return;
  if (!isOpen) return dialog.close();
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
}

/** Lets the element decide whether Escape closes a dialog. */
export function onCancel(close: () => void): (event: Event) => void {
  return (event) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    close();
  };
}

/** Notices when a browser has closed a dialog by itself, as it may on a second Escape. */
export function onClosed(close: () => void): (event: Event) => void {
  return ({ currentTarget }) => {
    if (currentTarget instanceof HTMLDialogElement && !currentTarget.open) close();
  };
}
