import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../packages/device/src/platforms/', import.meta.url))
const list = 'all.ts'
const notice = '// Written by "npm run platforms" from the files of this folder.'

/** One line a file: every platform that it defines. */
function platformList(): string {
  const files = globSync('**/*.ts', { cwd: folder })
    .filter((file) => file !== list && !file.endsWith('.test.ts'))
    .toSorted()
  const lines = files.flatMap((file) => {
    const names = [...readFileSync(folder + file, 'utf8').matchAll(/^export const (\w+) = definePlatform\(/gm)]
    return names.length > 0 ? [`export { ${names.map(([, name]) => name).join(', ')} } from './${file}'`] : []
  })
  return `${notice}\n${lines.join('\n')}\n`
}

export const writePlatformList = (): void => writeFileSync(folder + list, platformList())

/** A list that lacks a file would silently lack its platforms. */
export const stalePlatformList = (): string[] =>
  existsSync(folder + list) && squeezed(readFileSync(folder + list, 'utf8')) === squeezed(platformList())
    ? []
    : [`packages/device/src/platforms/${list} is old: run "npm run platforms"`]

/** The formatter breaks long lines. */
const squeezed = (text: string): string => text.replace(/,?\s+/g, ' ').replace(/, }/g, ' }')
