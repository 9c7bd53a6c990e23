#!/usr/bin/env node
import module from 'node:module';
import { main } from './main.js';

// From Node 22 on, compiled code is kept between runs: for this process and those it starts.
process.env.NODE_COMPILE_CACHE ??=
  module.enableCompileCache?.().directory ?? '';

process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
