// The checker must see what it is there for: each case spoils one thing in an accepted report.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drvlint-validate-'));
after(() => fs.rmSync(folder, { recursive: true }));

function validate(...files) {
  return spawnSync(process.execPath, [path.join(here, 'validate.mjs'), ...files], { encoding: 'utf8' });
}

function spoiled(name, spoil) {
  const log = JSON.parse(fs.readFileSync(path.join(here, name), 'utf8'));
  const file = path.join(folder, name);
  spoil(log);
  fs.writeFileSync(file, JSON.stringify(log));
  return validate(file);
}

const report = {
  'a key that the schema does not know': (log) => { log.drivers[0].colour = 'red'; },
  'a key that is missing': (log) => { delete log.drivers[0].findings[0].certainty; },
  'a possible error': (log) => { log.drivers[0].findings[2].certainty = 'possible'; },
  'line 0': (log) => { log.drivers[0].entry.line = 0; },
  'a path with backslashes': (log) => { log.drivers[0].files[0] = 'a\\b.c'; },
  'a failed driver with verdicts': (log) => { log.drivers[0].parse.status = 'failed'; },
  'an undetermined verdict without a reason': (log) => {
    log.drivers[0].verdicts.find((v) => v.verdict === 'undetermined').reason = '';
  },
  'a violated verdict without a finding': (log) => { log.drivers[0].verdicts[1].verdict = 'violated'; },
  'a finding without its verdict': (log) => {
    log.drivers[0].verdicts = log.drivers[0].verdicts.filter((v) => v.verdict !== 'violated');
  },
  'findings out of order': (log) => { log.drivers[0].findings.reverse(); },
  'one fingerprint for two findings': (log) => {
    log.drivers[0].findings[1].fingerprint = log.drivers[0].findings[0].fingerprint;
  },
  'a wrong sum': (log) => { log.summary.degraded = 0; },
};

const sarif = {
  'an unknown level, which the validator lets pass': (run) => { run.results[0].level = 'critical'; },
  'columns the wrong way round, which the schema lets pass': (run) => {
    run.results[0].locations[0].physicalLocation.region.endColumn = 1;
  },
  'a rule index that leads elsewhere': (run) => { run.results[0].ruleIndex = 0; },
  'a result without a location': (run) => { delete run.results[0].locations; },
  'a link that leads nowhere': (run) => { run.results[0].message.text = 'see [this](99).'; },
  'nesting from 0': (run) => {
    run.results[2].codeFlows[0].threadFlows[0].locations[0].nestingLevel = 0;
  },
  'a severity that is a number': (run) => { run.tool.driver.rules[0].properties['security-severity'] = 8.8; },
  'an undecided result': (run) => { run.results[0].kind = 'open'; },
  'a rule without help': (run) => { delete run.tool.driver.rules[0].help; },
  'an artifact index that leads elsewhere': (run) => {
    run.results[0].locations[0].physicalLocation.artifactLocation.index = 1;
  },
  'a rule described twice': (run) => { run.tool.driver.rules.push(run.tool.driver.rules[0]); },
};

test('the accepted reports pass', () => {
  const files = fs.readdirSync(here).filter((f) => /^(full|clean|empty|bare)\.(json|sarif)$/.test(f));
  const run = validate(...files.map((f) => path.join(here, f)));
  assert.equal(files.length, 8);
  assert.equal(run.status, 0, run.stdout);
});

for (const [what, spoil] of Object.entries(report))
  test(`JSON: ${what}`, () => assert.equal(spoiled('full.json', spoil).status, 1));

for (const [what, spoil] of Object.entries(sarif))
  test(`SARIF: ${what}`, () => assert.equal(spoiled('full.sarif', (log) => spoil(log.runs[0])).status, 1));

// A verdict of a rule without a finding, beside the finding of minifilter-unregister-on-failure at 17:9.
function withSharedFault(verdict) {
  return spoiled('full.json', (log) => {
    log.drivers[0].verdicts.push({ code: 'DRV0000', verdict: 'violated', reason: '', ...verdict });
    log.summary.verdicts.violated++;
  });
}

const shared = {
  rule: 'wdm-release-on-failure',
  requirements: ['de-fail-free-all'],
  evidence: [{ file: 'drivers/filter/filter.c', line: 17, column: 9, message: 'not released' }],
};

test('a fault that another rule tells, as its rule says it may', () => {
  const run = withSharedFault(shared);
  assert.equal(run.status, 0, run.stdout);
});

for (const [what, change] of Object.entries({
  'in another place': { evidence: [{ ...shared.evidence[0], line: 18 }] },
  'of a requirement that the rule does not share': { requirements: ['de-fail-no-double-release'] },
  'of a rule that shares none': { rule: 'wdm-allocation-failure' },
}))
  test(`a violated verdict beside a finding ${what}`, () =>
    assert.match(withSharedFault({ ...shared, ...change }).stdout, /is violated without a finding/));

test('bytes that are not UTF-8', () => {
  const file = path.join(folder, 'latin1.json');
  fs.writeFileSync(file, Buffer.from([0x22, 0xe9, 0x22]));
  assert.equal(validate(file).status, 1);
});

test('no file at all', () => assert.equal(validate().status, 2));
