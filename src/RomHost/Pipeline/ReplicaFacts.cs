namespace RomHost.Pipeline;

/// <summary>The facts about the replicas of a test run, in their record.</summary>
/// <param name="Replicas">The number of replicas.</param>
/// <param name="Message">The reason why a replica failed; null where all succeeded.</param>
/// <param name="Stack">The exception with its stack; null where all succeeded.</param>
internal sealed record ReplicaFacts(int Replicas, string? Message, string? Stack);
