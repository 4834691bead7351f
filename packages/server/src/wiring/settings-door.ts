import type { Setting } from '@netraven/contract'
import type { SettingsDoor } from '../api/parts.ts'
import type { ConfigEntry } from '../config/load.ts'
import { AppError } from '../errors/app-error.ts'
import type { Caller } from '../store/caller.ts'
import type { Ground } from './ground.ts'

/** The configuration as people see and set it. What they set is a row; every process hears of it. */
export function settingsDoor({ config, db, stores }: Pick<Ground, 'config' | 'db' | 'stores'>): SettingsDoor {
  const shown = (key: string): Setting => {
    const entry = config.describe().find((one) => one.key === key)
    if (!entry) throw new AppError('not_found', `${key} is no setting`)
    return settingOf(entry)
  }
  /** In force in this process when it returns; the others hear of it. */
  const change = async (key: string, act: () => Promise<void>): Promise<Setting> => {
    await db.transaction(async () => {
      await act()
      await db.notify('netraven_settings', key)
    })
    config.setDatabaseLevel(await stores.settings.all())
    return shown(key)
  }
  return {
    list: async () => config.describe().map(settingOf),
    set: (who: Caller, key, value) => {
      const checked = config.checkSetting(key, value)
      return change(checked.key, () => stores.settings.set(who, checked.key, checked.value))
    },
    unset: (who: Caller, key) => change(shown(key).key, () => stores.settings.unset(who, key)),
  }
}

const settingOf = ({ needsRestart, ...entry }: ConfigEntry): Setting => ({ ...entry, needs_restart: needsRestart })
