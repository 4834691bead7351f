/** Takes the secrets of one visit out of what a device says. */
export interface SecretMask {
  hide(secret: string): void
  /** The text with `***` in the place of each secret, also where it was escaped, or cut at the end of the text. */
  withoutSecrets(text: string): string
}

/** A shorter text than this may stand in any sentence. */
const SHORTEST = 4

export function createSecretMask(): SecretMask {
  const secrets = new Set<string>()
  return {
    hide: (secret) => {
      for (const form of formsOf(secret)) if (form.length >= SHORTEST) secrets.add(form)
    },
    withoutSecrets: (text) => {
      const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length)
      return withoutCut(
        longestFirst.reduce((rest, one) => rest.replaceAll(one, '***'), text),
        longestFirst,
      )
    },
  }
}

/** A secret as it may come back: as it is, with its blanks made one, in a URL, in JSON, in XML. */
const formsOf = (secret: string): string[] => [
  secret,
  secret.replace(/\s+/g, ' '),
  encodeURIComponent(secret.toWellFormed()),
  JSON.stringify(secret).slice(1, -1),
  secret.replace(/[<>&]/g, named),
  secret.replace(/[<>&"]/g, named),
  secret.replace(/[<>&"']/g, named),
]

const NAMED: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' }
const named = (sign: string): string => NAMED[sign] ?? sign

/** Words are cut to a length: the beginning of a secret may be their end. */
function withoutCut(text: string, secrets: readonly string[]): string {
  const end = text.replace(/…$/, '')
  for (const secret of secrets)
    for (let length = Math.min(secret.length, end.length); length >= SHORTEST; length--)
      if (end.endsWith(secret.slice(0, length))) return `${end.slice(0, -length)}***`
  return text
}
