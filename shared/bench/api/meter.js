// Loaded into a server before its own code. Tells its parent the µs of CPU that it has used so far, or the bytes on its
// heap once garbage is gone. Ends with its parent.
process.on('message', (what) => {
  if (what === 'heap') {
    globalThis.gc();
    process.send(process.memoryUsage().heapUsed);
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send(user + system);
});
process.on('disconnect', () => process.exit());
