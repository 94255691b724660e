// Applies the chosen colour scheme before the first paint, so that the other one does not flash.
try {
  const { scheme } = JSON.parse(localStorage.getItem('cirrus.settings')) ?? {};
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {
  // No valid settings: the page follows the system's scheme.
}
