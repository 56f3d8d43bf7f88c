/** What a Nuxt server has without an import, as far as docs/recipes/backend/nuxt.ts uses it. */
interface NuxtEvent {
  readonly context: { user?: import('../../../src/backend.js').ConnectUser };
}

declare function defineEventHandler<Answer>(handler: (event: NuxtEvent) => Answer): (event: NuxtEvent) => Answer;
declare function toWebRequest(event: NuxtEvent): Request;
