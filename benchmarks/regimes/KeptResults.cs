using Rom.Analysis;
using Rom.Numerics.Files;

namespace Regimes;

/// <summary>Results beside the program, one file for each regime, protocol and seed.</summary>
internal static class KeptResults
{
    /// <summary>Returns the results that are kept of the regimes; without those that have none.</summary>
    /// <typeparam name="T">What is kept.</typeparam>
    /// <param name="protocol">The protocol.</param>
    /// <param name="seed">The experiments' seed.</param>
    public static IReadOnlyList<T> Of<T>(Protocol protocol, int seed)
        where T : IRegimeResult =>
    [
        .. Regime.All.Select(regime => PathOf(regime, protocol, seed)).Where(File.Exists)
            .Select(path => JsonRules.Parse<T>(File.ReadAllText(path))!),
    ];

    /// <summary>Keeps the results of a regime.</summary>
    /// <typeparam name="T">What is kept.</typeparam>
    /// <param name="result">The results.</param>
    /// <param name="protocol">The protocol.</param>
    public static void Keep<T>(T result, Protocol protocol)
        where T : IRegimeResult
    {
        string path = PathOf(result.Regime, protocol, result.Seed);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, JsonRules.Text(result));
    }

    private static string PathOf(Regime regime, Protocol protocol, int seed) =>
        Path.Combine(RegimeExperiment.Metadata("Results"), $"{protocol.Name}_{regime.Name}_{seed}.json");
}
