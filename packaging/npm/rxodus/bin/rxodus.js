#!/usr/bin/env node
// Runs the program of the package for this platform, which npm has installed beside this one.
"use strict";
const { spawnSync } = require("node:child_process");

const platform = `rxodus-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${platform}/bin/rxodus${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`rxodus: there is no package ${platform}: install by pip or cargo instead, or leave out --omit=optional`);
  process.exit(2);
}
const { status, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) console.error(`rxodus: ${error.message}`);
process.exit(status ?? 2);
