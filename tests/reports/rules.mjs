// node rules.mjs SCHEMA FILE...: holds rules or models against their schema, by ajv; says what it refuses.
// The C test `schema` does the same with a reader of its own; this one keeps both honest.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const [schema, ...files] = process.argv.slice(2);
const validate = new Ajv({ allErrors: false, strict: true, strictRequired: false, strictTypes: false })
  .compile(JSON.parse(readFileSync(schema, 'utf8')));
let faults = 0;

for (const file of files) {
  if (validate(JSON.parse(readFileSync(file, 'utf8'))))
      continue;
  faults++;
  for (const error of validate.errors.slice(0, 3))
      console.log(`${file}: ${error.instancePath || '/'} ${error.message}`);
}
console.log(`${files.length} files held against ${schema}, ${faults} with faults`);
process.exit(faults || files.length === 0 ? 1 : 0);
