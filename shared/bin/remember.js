import { basename } from 'node:path';
import { chapterTests, kitTests } from './proved.js';

/** A reporter that remembers the chapters and the test files of the kit whose tests all ran and passed. */
export default class {
  units = new Map();

  /** Before the tests run: what changes while they do is not what they proved. */
  onTestRunStart(specifications) {
    for (const { project, moduleId } of specifications) {
      const unit = unitOf(project.name, moduleId);
      if (unit && !this.units.has(unit.title))
        this.units.set(unit.title, unit.make());
    }
  }

  onTestRunEnd(modules, errors) {
    for (const [title, provable] of this.units) {
      const own = modules.filter(
        ({ project, moduleId }) =>
          unitOf(project.name, moduleId)?.title === title,
      );
      const tests = own.flatMap(({ children }) => [...children.allTests()]);
      const passed = tests.every((test) => test.result().state === 'passed');
      const isWhole = passed && own.every((module) => module.ok());
      if (isWhole && errors.length === 0) provable.remember(tests.length);
    }
  }
}

/** A test file of the kit, or all tests of a chapter in one project; undefined for any other file. */
function unitOf(project, moduleId) {
  const file = basename(moduleId);
  if (project === 'kit') return { title: file, make: () => kitTests(file) };

  const [, chapter] = /(\d\d-[^/]+)\/tests\//.exec(moduleId) ?? [];
  if (!chapter) return undefined;
  return {
    title: `${project} ${chapter}`,
    make: () => chapterTests(chapter, project),
  };
}
