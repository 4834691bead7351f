// Written by "npm run platforms" from the files of this folder.
export { ciscoIos } from './cisco/ios.ts'
export { frr } from './frr.ts'
export { generic } from './generic.ts'
export { juniperJunos } from './juniper/junos.ts'
export { linux } from './linux.ts'
export { mikrotikRouteros } from './mikrotik/routeros.ts'
