using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Sections;

/// <summary>Checks names that become folders: one path segment that means the same on every system.</summary>
internal static partial class SafeName
{
    /// <summary>The most characters of a name.</summary>
    public const int Longest = 100;

    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" })];

    // Folders of every experiment; a model of such a name would write into them (Artifacts/ExperimentFolder; a test
    // compares).
    private static readonly string[] Taken = ["train", "test", "rom_common", "stages", "figures", "logs"];

    /// <summary>Returns the fault of an experiment's name, or null.</summary>
    public static string? ProblemOfExperiment(string name)
    {
        if (!Segment().IsMatch(name) || name.EndsWith('.'))
        {
            return $"expected a name of letters, digits, '_', '-' and '.', beginning with a letter, digit or '_', " +
                $"found {Printable.Quoted(name)}; it becomes a folder inside the output folder, " +
                "choose that with --output";
        }
        return TooLong(name) ?? Device(name.Split('.')[0]);
    }

    /// <summary>Returns the fault of a model's name, or null.</summary>
    public static string? ProblemOfModel(string name)
    {
        if (!Word().IsMatch(name))
        {
            return "expected a name of letters, digits, '_' and '-', beginning with a letter or digit, " +
                $"found {Printable.Quoted(name)}; it becomes the name of the model's folder";
        }
        if (Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"'{name}' is a folder of every experiment; choose another name";
        return TooLong(name) ?? Device(name);
    }

    private static string? TooLong(string name) =>
        name.Length <= Longest
            ? null
            : $"expected at most {Longest} characters, found {name.Length}; choose a shorter name";

    private static string? Device(string name) => Devices.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? $"'{name}' is no folder on some systems; choose another name"
        : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Segment();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]*\z")]
    private static partial Regex Word();
}
