/** Closes each dialog by a click on its buttons for that or on its backdrop. */
export function closeDialogsOnClick(): void {
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.addEventListener('click', (event) => {
      // The target of a click on the backdrop is the dialog itself.
      const close = (event.target as Element).closest('[data-close]');
      if (close !== null || event.target === dialog) dialog.close();
    });
  }
}
