#!/usr/bin/env node
import { runCli } from "./run.ts";

const { argv, stdin, stdout, stderr, env } = process;
process.exitCode = await runCli(argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
