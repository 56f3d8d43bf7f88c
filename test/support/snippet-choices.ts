import { firstChoices, type Choices } from '../../demo/snippets/choices.js';

/** What the builder begins with, with some of it chosen otherwise. */
export const choicesFor = (chosen: Partial<Choices> = {}): Choices => ({ ...firstChoices, ...chosen });
