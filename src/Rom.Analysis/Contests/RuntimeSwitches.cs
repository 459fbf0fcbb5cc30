using System.Runtime.CompilerServices;

namespace Rom.Analysis.Contests;

/// <summary>
/// Settings of the runtime that decide whether two pieces of code that do the same are compiled alike. With tiered PGO, a call through a delegate
/// or an interface is compiled for the type that it saw first: of two call sites over the same work one is 7 to 17 % slower, in every
/// round of a process, and the first contender's twin does not show it.
/// </summary>
public static class RuntimeSwitches
{
    private const string PgoVariable = "DOTNET_TieredPGO";

    /// <summary>
    /// Environment variables for a process that is started to measure: without tiered PGO, and methods that are called often are compiled
    /// anew at once instead of after 100 ms without new ones, so that a short warm-up is enough.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ForMeasuring { get; } = new Dictionary<string, string>
    {
        [PgoVariable] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "0",
    };

    /// <summary>Why this process compiles code for what it saw first; null where it does not.</summary>
    public static string? Doubt() =>
        !RuntimeFeature.IsDynamicCodeCompiled || IsOff("TieredPGO") || IsOff("TieredCompilation") ? null
        : "tiered PGO is on in this process, which compiles equal pieces of work differently: no verdict is given; build with " +
            "<TieredPGO>false</TieredPGO> (the package Rom.Analysis sets it) or set " + PgoVariable + "=0";

    // The environment wins over runtimeconfig.json; its numbers are hexadecimal.
    private static bool IsOff(string name)
    {
        string? variable = Environment.GetEnvironmentVariable($"DOTNET_{name}") ?? Environment.GetEnvironmentVariable($"COMPlus_{name}");
        if (!string.IsNullOrWhiteSpace(variable)) return variable.Trim().TrimStart('0').Length == 0;
        return AppContext.GetData($"System.Runtime.{name}") is string value && value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
