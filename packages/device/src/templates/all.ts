/** Which template reads what a command prints, by platform; the files are in `templates/` of this package. */
export const TEMPLATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cisco_ios: { 'show version': 'cisco_ios/version' },
}
