using Rom.Abstractions;
using Rom.Testing.Options;

namespace RomHost.Configuration;

/// <summary>One run of the configuration.</summary>
/// <param name="Index">Its number within the split, from 0.</param>
/// <param name="Family">The family of its initial condition.</param>
/// <param name="Label">A readable name, unique within the split: <c>ring_radius2_width0.4_s1</c>.</param>
/// <param name="InitialCondition">The initial condition.</param>
/// <param name="Parameters">The family's parameters by their key: numbers, text, truth values, records or null.</param>
internal sealed record PlannedRun(
    int Index,
    string Family,
    string Label,
    InitialCondition InitialCondition,
    IReadOnlyDictionary<string, object?> Parameters)
{
    /// <summary>The keys of parameters that are input files of the run.</summary>
    public IEnumerable<string> InputFiles =>
        OptionsShape.Of(InitialCondition.GetType()).Keys.Where(key => key.IsInputFile).Select(key => key.Name);
}
