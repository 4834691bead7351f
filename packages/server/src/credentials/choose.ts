import type { CredentialStanding } from '../store/credentials.ts'

/** Two credentials a run and no more, one try each: AAA servers lock accounts. */
const PER_RUN = 2
/** A credential refused this often in a row, on whatever devices, rests until it is changed or succeeds elsewhere. */
const RESTS_AFTER = 5
/** …and on one device it rests after this many. */
const RESTS_ON_DEVICE_AFTER = 3

/** The ids to try on a device, best first: by priority, then by how often it worked there. */
export function chooseCredentials(standings: readonly CredentialStanding[]): string[] {
  return standings
    .filter((one) => one.refusedInARowAnywhere < RESTS_AFTER && one.refusedInARow < RESTS_ON_DEVICE_AFTER)
    .toSorted((a, b) => a.priority - b.priority || successRate(b) - successRate(a) || a.name.localeCompare(b.name))
    .slice(0, PER_RUN)
    .map((one) => one.id)
}

/** From 0 to 1; a half for one that was never tried. */
const successRate = ({ succeeded, refused }: CredentialStanding): number => (succeeded + 1) / (succeeded + refused + 2)
