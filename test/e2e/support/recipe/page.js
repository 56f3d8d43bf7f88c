addEventListener('nango-success', ({ detail }) => {
  document.getElementById('account').textContent = `Connected: ${detail.connectionId}`;
});
