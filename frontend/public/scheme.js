// Before the first paint, so that a chosen colour scheme does not flash up as the other one.
try {
  const { scheme } = JSON.parse(localStorage.getItem('cirrus.settings')) ?? {};
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {
  // Nothing kept, or nothing readable: the system's scheme it is.
}
