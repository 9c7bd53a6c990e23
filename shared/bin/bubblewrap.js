import { spawnSync } from 'node:child_process';

export const howToGetBubblewrap =
  'Install bubblewrap (apt-get install bubblewrap), where the system lets it make namespaces.';

/** Arguments of bwrap that every sandbox has: its own users, processes and network, no right to anything. */
export const walls = [
  ...['--unshare-user', '--unshare-all', '--die-with-parent'],
  ...['--new-session', '--cap-drop', 'ALL', '--clearenv'],
  ...['--uid', '65534', '--gid', '65534', '--hostname', 'submission'],
  ...['--symlink', 'usr/bin', '/bin', '--symlink', 'usr/lib', '/lib'],
  ...['--symlink', 'usr/lib64', '/lib64', '--proc', '/proc', '--dev', '/dev'],
];

/** Whether bubblewrap makes sandboxes here: it is asked for one. */
export function canIsolate() {
  const argv = [...walls, '--ro-bind', '/usr', '/usr', '/usr/bin/true'];
  return process.platform === 'linux' && spawnSync('bwrap', argv).status === 0;
}
