// Runs before the first paint, so that a chosen theme never flashes. A separate file because the CSP forbids inline scripts.
(function () {
  try {
    const theme = localStorage.getItem('tradingbot.theme');
    if (['dark', 'light', 'system'].includes(theme)) document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be blocked; dark it is.
  }
})();
