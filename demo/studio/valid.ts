import { partRule, type Design } from './markup.js';

const probe = new CSSStyleSheet();

/** Whether a text is one whole rule that a browser takes, and leaves what comes after it alone. */
function isRule(css: string): boolean {
  probe.replaceSync(`${css}\nend {}`);
  const [rule, end, ...rest] = probe.cssRules;
  return rule instanceof CSSStyleRule && rule.style.length > 0 && end?.cssText === 'end { }' && rest.length === 0;
}

/** Whether a value of a variable or the declarations for a part are CSS. Other texts are always valid. */
export function isValid(group: string, name: string, text: string): boolean {
  if (group === 'variables') return isRule(`x {\n${name}: ${text};\n}`);
  return group !== 'parts' || isRule(partRule('x', name, text));
}

/** A design without the variables and declarations that aren't CSS: a page would leave them out, or break. */
export function validDesign(design: Design): Design {
  return { ...design, variables: validOf(design, 'variables'), parts: validOf(design, 'parts') };
}

function validOf(design: Design, group: 'variables' | 'parts'): Record<string, string> {
  return Object.fromEntries(Object.entries(design[group]).filter(([name, text]) => isValid(group, name, text)));
}
