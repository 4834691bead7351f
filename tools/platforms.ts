import { writePlatformList } from './platforms/list.ts'

// npm run platforms: writes the list of all platforms of @netraven/device from the files in its folder platforms/.
writePlatformList()
