using System.Globalization;
using External.InitialConditions;
using External.Options;
using Rom.Abstractions;
using Rom.Numerics.Files;

namespace External.Programs;

/// <summary>
/// The temporary folder of a program's run. It is removed unless the run fails; then the error message gives its path.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly TemporaryFolder folder = new("external");

    /// <summary>Its path.</summary>
    public string Path => folder.Path;

    /// <summary>The path of a file in it.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(folder.Path, name);

    /// <summary>Keeps the folder, for a week.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="start">The initial condition.</param>
    /// <param name="run">The run.</param>
    /// <returns>A line for the error message: the program's request, and the place of its files.</returns>
    public string Keep(ExternalOptions options, ProgramCase start, RunDescription run)
    {
        folder.Keep();
        string parameters = options.Parameters.Count == 0
            ? "none"
            : string.Join(", ", options.Parameters.Select(
                pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value:R}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.NewLine}program: {start.File}, case: {start.Case ?? "none"}, parameter: "
            + $"{start.Parameter?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}, parameters: {parameters}, "
            + $"seed: {RunRequest.SeedOf(run)}{Environment.NewLine}its folder is kept: {Path}");
    }

    /// <summary>Removes the folder, unless it is kept.</summary>
    public void Dispose() => folder.Dispose();
}
