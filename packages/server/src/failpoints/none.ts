/** A named place where a fault test may stop, delay or kill the program. In a normal start it does nothing at all:
 *  the package import `#failpoints` leads here unless Node runs with `--conditions=netraven-faults`. */
export const failpoint = async (_name: string): Promise<void> => {}

/** Whether faults can be armed in this process. */
export const failpointsArmed = false
