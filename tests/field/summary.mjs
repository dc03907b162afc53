// Prints the counts of JSON reports of drvlint as docs/field-report.md shows them: node summary.mjs REPORT.json...
import { readFileSync } from "node:fs";

const count = (table, key) => table.set(key, (table.get(key) ?? 0) + 1);
const shown = (table) =>
    [...table].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key, n]) => `  ${String(n).padStart(5)}  ${key}`);
const always = new Set(["any", "kernel-callbacks", "tracing", "wdm"]);
/* One reason for all its lines; the callee stays: it is what one can act on. */
const group = (reason) => reason.replace(/\b(at )?lines? \d+/g, "$1line N").replace(/^\S+: /, "… ");

for (const path of process.argv.slice(2)) {
    const report = JSON.parse(readFileSync(path, "utf8"));
    const parse = new Map(), models = new Map(), findings = new Map(), verdicts = new Map(), reasons = new Map();

    for (const driver of report.drivers) {
        const own = driver.models.filter((model) => !always.has(model.id)).map((model) => model.id + (model.thin ? " (thin)" : ""));

        count(parse, driver.parse.status);
        count(models, own.join(", ") || "wdm alone");
        for (const finding of driver.findings)
            count(findings, `${finding.rule}, ${finding.level}, ${finding.certainty}`);
        for (const verdict of driver.verdicts) {
            count(verdicts, verdict.verdict);
            if (verdict.verdict === "undetermined")
                count(reasons, group(verdict.reason));
        }
    }
    const sum = (key) => report.drivers.reduce((n, driver) => n + driver.parse[key], 0);

    console.log(`${path}: ${report.drivers.length} drivers (${report.summary.failed} failed, ${report.summary.degraded} degraded), ` +
        `${report.summary.findings} findings, ${report.tool.rules} rules, ${sum("events")} events (${sum("lost")} lost)`);
    for (const [title, table] of [["parse", parse], ["models", models], ["findings", findings], ["verdicts", verdicts],
        ["undetermined because", reasons]])
        console.log([title, ...shown(table)].join("\n"));
}
