/** What Vitest's modules extend when they are loaded. Modules are loaded by this runtime's own loader. */
export class EvaluatedModules {}
