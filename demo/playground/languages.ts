/** All that the elements speak. English is built in, and they fetch the others by themselves. */
export const languages: readonly string[] = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh', 'ar'];

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
