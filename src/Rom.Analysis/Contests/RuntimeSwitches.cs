using System.Runtime;

namespace Rom.Analysis.Contests;

/// <summary>
/// Settings of the runtime that decide whether two pieces of code that do the same are compiled alike. With tiered PGO,
/// a call through a delegate or an interface is compiled for the type that it saw first: of two call sites over the
/// same work one is 7 to 17 % slower, in every round of a process, and the first contender's twin does not show it.
/// </summary>
public static class RuntimeSwitches
{
    private const string PgoVariable = "DOTNET_TieredPGO";

    /// <summary>
    /// Environment variables for a process that is started to measure: without tiered PGO, and what is called often is
    /// compiled optimised at once, not after 100 ms in which nothing new was called, so that a short warm-up is enough.
    /// Often is 512 times instead of 30: what a program calls while it starts stays as it is.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ForMeasuring { get; } = new Dictionary<string, string>
    {
        [PgoVariable] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "0",
        ["DOTNET_TC_CallCountThreshold"] = "200", // hexadecimal
    };

    /// <summary>Why this process compiles code for what it saw first; null where it does not.</summary>
    public static string? Doubt() =>
        !IsCompiledAtRunTime || IsOff("TieredPGO") || IsOff("TieredCompilation") ? null
        : "tiered PGO is on in this process, which compiles equal pieces of work differently: no verdict is given; " +
            "build with <TieredPGO>false</TieredPGO> (the package Rom.Analysis sets it) or set " + PgoVariable + "=0";

    // RuntimeFeature.IsDynamicCodeCompiled says no in file-based programs too, which are prepared for native
    // compilation and yet compiled here.
    private static bool IsCompiledAtRunTime => JitInfo.GetCompiledMethodCount() > 0;

    // The environment wins over runtimeconfig.json; its numbers are hexadecimal.
    private static bool IsOff(string name)
    {
        string? variable = Environment.GetEnvironmentVariable($"DOTNET_{name}")
            ?? Environment.GetEnvironmentVariable($"COMPlus_{name}");
        if (!string.IsNullOrWhiteSpace(variable)) return variable.Trim().TrimStart('0').Length == 0;
        return AppContext.GetData($"System.Runtime.{name}") is string value
            && value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
