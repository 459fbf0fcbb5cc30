namespace RomHost.Benchmarking;

/// <summary>A training in a process of its own.</summary>
/// <param name="Seconds">
/// Its time, without the process's start and the reading of data [s]; NaN where it was ended early.
/// </param>
/// <param name="BeforeMb">The process's resident memory before it, its data included [MiB].</param>
/// <param name="PeakMb">The process's largest resident memory [MiB].</param>
internal sealed record RepeatedTraining(double Seconds, double BeforeMb, double PeakMb);
