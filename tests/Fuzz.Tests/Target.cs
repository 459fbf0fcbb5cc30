namespace Fuzz.Tests;

/// <summary>A reader, its corpus, and its allowed outcomes.</summary>
/// <param name="Name">Its name, without dots.</param>
/// <param name="Corpus">Valid files; at least one.</param>
/// <param name="Read">
/// Reads the file at a path and returns the outcome in a word; throws where that outcome is a violation. The folder is
/// the target's own and holds <see cref="Surroundings"/>.
/// </param>
/// <param name="Documented">The types of exceptions that the reader's documentation names.</param>
internal sealed record Target(
    string Name, IReadOnlyList<Sample> Corpus, Func<string, string> Read, params Type[] Documented)
{
    /// <summary>Files that the reader expects beside the mutated one.</summary>
    public IReadOnlyList<Sample> Surroundings { get; init; } = [];

    /// <summary>Bytes that a reader may allocate besides ten times the inflated bytes of its file.</summary>
    public long Allowance { get; init; } = 16 << 20;

    /// <summary>
    /// The time after which a reader counts as hanging; a working reader needs less for any small file, even on a busy
    /// machine.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Inputs when the project's tests run.</summary>
    public int Inputs { get; init; } = 1500;

    /// <summary>Whether a refusal names the file.</summary>
    public bool NamesItsFile { get; init; } = true;
}
