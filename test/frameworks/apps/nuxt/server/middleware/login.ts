// Stands for a login: who asks is what the cookie says.
export default defineEventHandler((event) => {
  const id = getCookie(event, 'session');
  if (id) event.context.user = { id };
});
