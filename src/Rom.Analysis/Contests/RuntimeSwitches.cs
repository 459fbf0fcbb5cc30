using System.Runtime;

namespace Rom.Analysis.Contests;

/// <summary>
/// Settings of the runtime that decide whether two equal pieces of code are compiled alike. With tiered PGO, a call
/// through a delegate or an interface is compiled for the type that it saw first: of two call sites of the same work
/// one is 7 to 17 % slower, in every round of a process, and the first contender's twin does not show it.
/// </summary>
public static class RuntimeSwitches
{
    private const string PgoVariable = "DOTNET_TieredPGO";

    /// <summary>
    /// Environment variables for measuring processes: they switch tiered PGO off and let methods be optimized after 512
    /// calls at once, not after 100 ms without new methods, so that a short warm-up is enough. With 512 calls instead
    /// of 30, start-up code stays unoptimized as before.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ForMeasuring { get; } = new Dictionary<string, string>
    {
        [PgoVariable] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "0",
        ["DOTNET_TC_CallCountThreshold"] = "200", // hexadecimal
    };

    /// <summary>
    /// Returns the reason why this process compiles code for the types it saw first; null where it does not.
    /// </summary>
    public static string? Doubt() =>
        !IsCompiledAtRunTime || IsOff("TieredPGO") || IsOff("TieredCompilation") ? null
        : "tiered PGO is on in this process, which compiles equal pieces of work differently: no verdict is given; " +
            "build with <TieredPGO>false</TieredPGO> (the package Rom.Analysis sets it) or set " + PgoVariable + "=0";

    // RuntimeFeature.IsDynamicCodeCompiled is also false in file-based programs, which are prepared for native
    // compilation and yet compiled here.
    private static bool IsCompiledAtRunTime => JitInfo.GetCompiledMethodCount() > 0;

    // The environment takes precedence over runtimeconfig.json; its numbers are hexadecimal.
    private static bool IsOff(string name)
    {
        string? variable = Environment.GetEnvironmentVariable($"DOTNET_{name}")
            ?? Environment.GetEnvironmentVariable($"COMPlus_{name}");
        if (!string.IsNullOrWhiteSpace(variable)) return variable.Trim().TrimStart('0').Length == 0;
        return AppContext.GetData($"System.Runtime.{name}") is string value
            && value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
