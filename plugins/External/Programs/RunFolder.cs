using System.Globalization;
using External.InitialConditions;
using External.Options;
using Rom.Abstractions;

namespace External.Programs;

/// <summary>The temporary folder that a run of a program works in. It is removed, unless the run fails: then its path is said.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("romhost-external-");
    private bool isKept;

    /// <summary>Its path.</summary>
    public string Path => folder.FullName;

    /// <summary>The path of a file in it.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    /// <summary>Keeps the folder.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="start">The initial condition.</param>
    /// <param name="run">The run.</param>
    /// <returns>A line for the message of what failed: what the program was told, and where its files are.</returns>
    public string Keep(ExternalOptions options, ProgramCase start, RunDescription run)
    {
        isKept = true;
        string parameters = options.Parameters.Count == 0
            ? "none"
            : string.Join(", ", options.Parameters.Select(
                pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value:R}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.NewLine}program: {start.File}, case: {start.Case ?? "none"}, parameter: "
            + $"{start.Parameter?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}, parameters: {parameters}, seed: "
            + $"{RunRequest.SeedOf(run)}{Environment.NewLine}its folder is kept: {Path}");
    }

    /// <summary>Removes the folder, unless it is kept.</summary>
    public void Dispose()
    {
        if (isKept) return;
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that was left behind may still write there; the system clears temporary folders.
        }
    }
}
