import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { has } from '@netraven/tools/needs'
import { describe, expect, it } from 'vitest'
import { findPlatform } from '../registry.ts'

interface Facts {
  readonly device_type: string
  readonly transports: readonly string[]
  readonly paging_off: readonly string[]
  readonly terminal_width: string | null
  readonly prompt_terminators: readonly string[]
  readonly enable: { readonly command: string } | null
}

const file = fileURLToPath(new URL('../../../../../shared/facts/netmiko-platforms.json', import.meta.url))
const facts: readonly Facts[] = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { platforms: Facts[] }).platforms
  : []

/** Types without a platform, and why. */
const WITHOUT_PLATFORM: Readonly<Record<string, string>> = {
  autodetect: 'no system',
  terminal_server: 'no system',
  generic_termserver: 'no system: whatever stands behind the line',
  adva_fsp150f2: 'no source for a command that shows the configuration',
  bintec_boss: 'the configuration leaves by TFTP only; the shell shows single tables',
  cisco_tp: 'prints no prompt: every answer ends with a line OK or ERROR',
  corelight_linux: 'no source for a command that shows the configuration',
  dell_isilon: 'no text configuration: a clustered file system',
  ekinops_ek360: 'no source for a command that shows the configuration',
  extreme_tierra: 'no source for a command that shows the configuration',
  keymile: 'the configuration leaves as a file; the shell walks a tree of objects',
  mikrotik_switchos: 'SwOS has a web page only; its backup is a file behind HTTP digest',
  mrv_lx: 'shows its settings part by part; the configuration leaves as a file',
  netapp_cdot: 'no text configuration: a clustered file system',
  optilink_eolt11444_telnet: 'no source for a command that shows the configuration',
  sophos_sfos: 'the console shows parts; the whole leaves by the web API as an archive',
  vertiv_mph: 'no source for a command that shows the configuration',
}

/** Paging that Netmiko turns off and we leave on, or turn off otherwise, and why. */
const PAGING_LEFT_ON: Readonly<Record<string, string>> = {
  'alcatel_sros: //environment more false': 'typed without the slashes',
  'alcatel_sros: //environment no more': 'typed without the slashes',
  'apresia_aeos: show running-config | include {command}': 'Netmiko looks whether the configuration says it',
  'apresia_aeos: terminal length 0': 'changes the configuration',
  'cisco_wlc: config paging disable': 'changes the configuration',
  'dlink_ds: disable clipaging': 'changes the configuration',
  'extreme: disable clipaging': 'for this session: disable clipaging session',
  'extreme_exos: disable clipaging': 'for this session: disable clipaging session',
  'f5_ltm: modify cli preference pager disabled display-threshold 0': 'changes the settings of the account',
  'f5_tmsh: modify cli preference pager disabled display-threshold 0': 'changes the settings of the account',
  'fortinet: config system console': 'changes the configuration',
  'fortinet: end': 'changes the configuration',
  'fortinet: set output standard': 'changes the configuration',
  'genexis_solt33_telnet: screen-rows per-page 0': 'changes the configuration',
  'juniper: set cli complete-on-space off': 'no paging',
  'juniper_junos: set cli complete-on-space off': 'no paging',
  'juniper_screenos: set console page 0': 'changes the configuration',
  'nec_ix: terminal length 0': 'wants the configuration mode',
  'nokia_srl: terminal length 0': 'has no pager for a dumb terminal',
  'nokia_sros: //environment more false': 'typed without the slashes',
  'nokia_sros: //environment no more': 'typed without the slashes',
  'paloalto_panos: set cli scripting-mode on': 'no paging',
  'rad_etx: config term length 0': 'changes the configuration',
  'supermicro_smis: set cli pagination off': 'wants the configuration mode',
  'yamaha: console lines infinity': 'changes the configuration',
}

/** Prompt ends that only Netmiko's base class names. */
const ENDS_NOT_SEEN: Readonly<Record<string, string>> = {
  'cisco_wlc #': 'AireOS ends with > in every mode',
  'f5_ltm >': 'tmsh ends with #',
  'f5_tmsh >': 'tmsh ends with #',
  'juniper_screenos #': 'ScreenOS ends with ->',
}

/** Reached by Telnet, or SSH, although Netmiko has no type for it: the Oxidized models or the vendors' manuals do. */
const ALSO_REACHED: readonly string[] =
  'avaya_ers avaya_vsp brocade_nos brocade_vdx brocade_vyos cisco_wlc cisco_xe dell_dnos9 dell_force10 dell_os10 dell_os9 extreme_ers extreme_nos extreme_slx extreme_vdx extreme_vsp huawei_vrpv8 juniper_screenos netgear_prosafe optilink_eolt9702_telnet ubiquiti_edge ubiquiti_edgerouter ubiquiti_edgeswitch vyatta_vyos vyos'.split(
    ' ',
  )

/** Modes to enable that Netmiko does not know, or names otherwise. */
const ENABLES_OTHERWISE: Readonly<Record<string, string>> = {
  'casa_cmts enable': 'the Oxidized model enables where there is a secret',
  'cumulus_linux sudo su -': 'a login shell of root',
  'fiberstore_fsos enable': 'vendor manual',
  'generic enable': 'most command lines',
  'supermicro_smis enable': 'vendor manual',
  'tplink_jetstream enable': 'vendor manual',
  'zyxel_os enable': 'the Oxidized model enables where there is a secret',
}

const defined = facts.flatMap((fact) => {
  const platform = findPlatform(fact.device_type)
  return platform ? [{ fact, platform, type: fact.device_type }] : []
})

describe.runIf(has('shared'))('beside what Netmiko knows', () => {
  it('every type has a platform, or there is a reason why not', () => {
    const missing = facts.map(({ device_type }) => device_type).filter((type) => !findPlatform(type))
    expect(missing.toSorted()).toEqual(Object.keys(WITHOUT_PLATFORM).toSorted())
  })

  it('a platform is reached by every way of its types', () => {
    const wrong = defined.filter(({ fact, platform }) =>
      fact.transports.some((name) => name !== 'serial' && !platform.transports.includes(name as 'ssh')),
    )
    expect(wrong.map(({ type }) => type)).toEqual([])
  })

  it('a platform is reached no other way, but where another source says so', () => {
    const beyond = defined.filter(({ platform }) => {
      const known = new Set(
        defined.filter((other) => other.platform === platform).flatMap(({ fact }) => fact.transports),
      )
      return platform.transports.some((name) => name !== 'http' && !known.has(name))
    })
    expect(beyond.map(({ type }) => type).toSorted()).toEqual(ALSO_REACHED.toSorted())
  })

  it('a prompt may end as its types say', () => {
    const wrong = defined.flatMap(({ fact, platform, type }) =>
      fact.prompt_terminators
        .filter((end) => end.length === 1 && !platform.prompt.ends.includes(end))
        .map((end) => `${type} ${end}`),
    )
    expect(wrong.toSorted()).toEqual(Object.keys(ENDS_NOT_SEEN).toSorted())
  })

  it('privileges are raised by the same command', () => {
    const wrong = defined.filter(
      ({ fact, platform }) => platform.enable && platform.enable.command !== fact.enable?.command,
    )
    expect(wrong.map(({ type, platform }) => `${type} ${platform.enable?.command}`).toSorted()).toEqual(
      Object.keys(ENABLES_OTHERWISE).toSorted(),
    )
  })

  it('paging is turned off by the same commands where they change nothing', () => {
    const wrong = defined.flatMap(({ fact, platform, type }) =>
      fact.paging_off
        .map((command) => command.replaceAll('{self.RETURN}', ''))
        .filter((command) => !platform.prepare.includes(command))
        .map((command) => `${type}: ${command}`),
    )
    expect(wrong.toSorted()).toEqual(Object.keys(PAGING_LEFT_ON).toSorted())
  })
})
