import { writeFileSync } from 'node:fs';
import { JsonReporter } from 'vitest/node';

/** Vitest's JSON report in the file of `--outputFile.json`, without a line about it in the output. */
export default class extends JsonReporter {
  async writeReport(text) {
    writeFileSync(this.ctx.config.outputFile.json, text);
  }
}
