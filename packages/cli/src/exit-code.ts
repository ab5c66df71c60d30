/** What the shell learns from a command: 0 clean, 1 findings, 2 could not run. */
export const ExitCode = { Clean: 0, Findings: 1, CouldNotRun: 2 } as const;

/** One of the three exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
