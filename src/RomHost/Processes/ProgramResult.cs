namespace RomHost.Processes;

/// <summary>What a program left when it ended.</summary>
/// <param name="ExitCode">Its exit code; 128 plus the number of a signal that ended it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Complaints">Its standard error, the end of it where it is long.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Complaints);
