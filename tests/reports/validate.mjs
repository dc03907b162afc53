// Checks reports: node tests/reports/validate.mjs FILE...   (npm ci in this folder first)
//
// A file whose `schema` is drvlint-report-1 is held against our JSON Schema and against what a schema cannot say; any
// other is taken for SARIF 2.1.0 and held against its schema, the SARIF validator with the rules of GitHub's code
// scanning, and what neither of them sees. Prints one line for each fault. Exit status: 0 none, 1 some, 2 no file given.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const multitool = path.dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));

function compile(file) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(JSON.parse(fs.readFileSync(file, 'utf8')));
}

function once(make) {
  let made;
  return () => (made ??= make());
}

const reportSchema = once(() => compile(path.join(here, '../../reports/drvlint-report-1.schema.json')));
const sarifSchema = once(() => compile(path.join(multitool, 'sarif-2.1.0.json')));

function schemaFaults(check, log) {
  return check(log) ? [] : check.errors.map((e) => `schema: ${e.instancePath || '/'} ${e.message}`);
}

// ---- our report ----

function count(list, wanted) {
  return list.filter(wanted).length;
}

function isOrdered(findings) {
  const key = (f) => [f.file, f.line, f.column];
  const before = (a, b) => {
    const i = a.findIndex((part, k) => part !== b[k]);
    return i < 0 || (typeof a[i] === 'string' ? Buffer.compare(Buffer.from(a[i]), Buffer.from(b[i])) < 0 : a[i] < b[i]);
  };
  return findings.every((f, i) => i === 0 || before(key(findings[i - 1]), key(f)));
}

// Rules may leave a fault to another rule's finding: a check says which rule tells it (`reportedBy`), or that what other
// rules find breaks its requirement as well (`alsoClaimed`). id → the checks that say so.
const sharingChecks = once(() => {
  const folder = path.join(here, '../../rules');
  const rules = fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))
    .filter((rule) => rule.schema === 'drvlint-rule-1');
  return new Map(rules.map((r) => [r.id, (r.check ?? []).filter((c) => c.reportedBy || c.alsoClaimed)]));
});

// Whether a finding tells why the verdict is `violated`: its rule's own, or one that stands where the verdict's evidence
// does, of a rule that may tell it.
function isTold(verdict, findings) {
  if (findings.some((f) => f.rule === verdict.rule)) return true;
  const isShown = (f) =>
    verdict.evidence.some((e) => e.file === f.file && e.line === f.line && e.column === f.column);
  return (sharingChecks().get(verdict.rule) ?? []).some((check) =>
    findings.some(
      (f) =>
        isShown(f) &&
        (f.rule === check.reportedBy || check.alsoClaimed?.some((id) => verdict.requirements.includes(id))),
    ),
  );
}

function driverFaults(driver, at) {
  const faults = [];
  const prints = driver.findings.map((f) => f.fingerprint);
  if (new Set(prints).size !== prints.length) faults.push(`${at}: two findings have one fingerprint`);
  if (!isOrdered(driver.findings)) faults.push(`${at}: findings are out of order`);
  for (const [i, f] of driver.findings.entries()) {
    if (f.endLine < f.line || (f.endLine === f.line && f.endColumn < f.column))
      faults.push(`${at}/findings/${i}: ends before it begins`);
    if (!driver.verdicts.some((v) => v.rule === f.rule && v.verdict === 'violated'))
      faults.push(`${at}/findings/${i}: no verdict says that ${f.rule} is violated`);
  }
  for (const [i, v] of driver.verdicts.entries())
    if (v.verdict === 'violated' && !isTold(v, driver.findings))
      faults.push(`${at}/verdicts/${i}: ${v.rule} is violated without a finding`);
  if (driver.parse.status !== 'complete' && !driver.parse.reason) faults.push(`${at}/parse: no reason`);
  return faults;
}

function reportFaults(log) {
  const faults = schemaFaults(reportSchema(), log);
  if (faults.length) return faults;
  const findings = log.drivers.flatMap((d) => d.findings);
  const shown = findings.filter((f) => !f.suppressed);
  const verdicts = log.drivers.flatMap((d) => d.verdicts);
  const want = {
    drivers: log.drivers.length,
    findings: findings.length,
    degraded: count(log.drivers, (d) => d.parse.status === 'degraded'),
    failed: count(log.drivers, (d) => d.parse.status === 'failed'),
    suppressed: findings.length - shown.length,
    errors: count(shown, (f) => f.level === 'error'),
    warnings: count(shown, (f) => f.level === 'warning'),
    notes: count(shown, (f) => f.level === 'note'),
  };
  for (const [key, value] of Object.entries(want))
    if (log.summary[key] !== value) faults.push(`/summary/${key}: is ${log.summary[key]}, the report has ${value}`);
  for (const [kind, value] of Object.entries(log.summary.verdicts))
    if (count(verdicts, (v) => v.verdict === kind) !== value) faults.push(`/summary/verdicts/${kind}: wrong count`);
  log.drivers.forEach((driver, i) => faults.push(...driverFaults(driver, `/drivers/${i}`)));
  return faults;
}

// ---- SARIF ----

function isAccepted(result) {
  // The project has no address of its own that informationUri could give.
  return result.ruleId === 'SARIF2005' && result.message.id === 'Warning_ProvideToolnformationUri';
}

// Its exit status is 0 whatever it finds, and for a log whose enumerations or dates it cannot read it finds nothing:
// the answer is in the log that it writes, and the schema is checked apart.
function validatorFaults(file) {
  const exe = path.join(multitool, 'Sarif.Multitool');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drvlint-sarif-'));
  const out = path.join(folder, 'out.sarif');
  try {
    fs.chmodSync(exe, 0o755);
    const size = String(Math.ceil(fs.statSync(file).size / 1024) + 1); // what is larger than it takes is passed over
    const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--max-file-size-in-kb', size, '-o', out];
    const run = spawnSync(exe, ['validate', file, ...options], { encoding: 'utf8' });
    if (run.status !== 0 || !fs.existsSync(out)) return [`validator: did not run: ${run.error ?? run.stdout + run.stderr}`];
    const results = JSON.parse(fs.readFileSync(out, 'utf8')).runs[0].results ?? [];
    return results.filter((r) => !isAccepted(r)).map((r) => {
      const region = r.locations?.[0]?.physicalLocation?.region;
      const place = region ? ` at ${region.startLine}:${region.startColumn}` : '';
      return `validator: ${r.ruleId} ${r.level ?? 'warning'}${place}: ${r.message.text ?? (r.message.arguments ?? []).join('; ')}`;
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function* locationsOf(value) {
  if (value === null || typeof value !== 'object') return;
  if (value.artifactLocation) yield value;
  for (const inner of Object.values(value)) yield* locationsOf(inner);
}

function resultFaults(result, rules, at) {
  const faults = [];
  const ids = new Set((result.relatedLocations ?? []).map((l) => l.id));
  if (rules[result.ruleIndex]?.id !== result.ruleId) faults.push(`${at}: ruleIndex does not lead to ruleId`);
  if (!result.locations?.length) faults.push(`${at}: no location; a service refuses the whole log`);
  for (const link of (result.message?.text ?? '').matchAll(/(?<!\\)\[[^\]]*\]\((\d+)\)/g))
    if (!ids.has(Number(link[1]))) faults.push(`${at}: a link leads nowhere: ${link[0]}`);
  for (const flow of result.codeFlows ?? [])
    for (const step of flow.threadFlows.flatMap((t) => t.locations))
      if (!(step.nestingLevel >= 1)) faults.push(`${at}: a step has no nestingLevel from 1 on`);
  if (!result.partialFingerprints?.['drvlintContext/v1']) faults.push(`${at}: no fingerprint of our own`);
  if (result.kind !== 'fail') faults.push(`${at}: only findings are results`);
  return faults;
}

function runFaults(run, at) {
  const faults = [];
  const rules = run.tool?.driver?.rules ?? [];
  const artifacts = run.artifacts ?? [];
  if (new Set(rules.map((r) => r.id)).size !== rules.length) faults.push(`${at}: a rule is described twice`);
  for (const rule of rules) {
    const severity = rule.properties?.['security-severity'];
    if (severity !== undefined && typeof severity !== 'string') faults.push(`${at}: ${rule.id}: security-severity is no string`);
    for (const key of ['shortDescription', 'fullDescription'])
      if (!(rule[key]?.text?.length <= 1024)) faults.push(`${at}: ${rule.id}: ${key} is missing or too long`);
  }
  for (const [i, result] of (run.results ?? []).entries()) faults.push(...resultFaults(result, rules, `${at}/results/${i}`));
  for (const { artifactLocation: a } of locationsOf({ ...run, artifacts: undefined }))
    if (a.index !== undefined && artifacts[a.index]?.location?.uri !== a.uri) faults.push(`${at}: index and uri of ${a.uri} differ`);
  for (const n of (run.invocations ?? []).flatMap((i) => i.toolExecutionNotifications ?? []))
    if (n.associatedRule && rules[n.associatedRule.index]?.id !== n.associatedRule.id)
      faults.push(`${at}: a notification names the rule ${n.associatedRule.id} by a wrong index`);
  return faults;
}

function sarifFaults(log, file) {
  const faults = [...schemaFaults(sarifSchema(), log), ...validatorFaults(file)];
  if (log.runs?.length !== 1) faults.push('a log has one run');
  (log.runs ?? []).forEach((run, i) => faults.push(...runFaults(run, `/runs/${i}`)));
  return faults;
}

// ----

function faultsOf(file) {
  let log;
  try {
    log = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file)));
  } catch (e) {
    return [`not JSON in UTF-8: ${e.message}`];
  }
  return log?.schema === 'drvlint-report-1' ? reportFaults(log) : sarifFaults(log, file);
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node validate.mjs FILE...');
  process.exit(2);
}
let faulty = 0;
for (const file of files) {
  const faults = faultsOf(file);
  for (const fault of faults) console.log(`${file}: ${fault}`);
  faulty += faults.length > 0;
}
console.log(`${files.length} reports checked, ${faulty} with faults`);
process.exit(faulty ? 1 : 0);
