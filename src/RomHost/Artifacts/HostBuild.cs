using System.Reflection;
using System.Text;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Forecasting.Provenance;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>The host's own assemblies that compute artifacts.</summary>
internal static class HostBuild
{
    private static readonly Type Contract = typeof(IRomPlugin), Numerics = typeof(AtomicFile),
        Forecasting = typeof(PodBasis), Host = typeof(HostBuild), Analysis = typeof(RuntimeAnalyzer);

    private static readonly Lazy<SoftwareBuild> OfRuns = new(() => Of(Contract, Numerics));
    private static readonly Lazy<SoftwareBuild> OfReplicas = new(() => Of(Contract, Numerics, Forecasting));
    private static readonly Lazy<SoftwareBuild> OfStages = new(() => Of(Contract, Numerics, Forecasting, Host));
    private static readonly Lazy<SoftwareBuild> OfMeasurements =
        new(() => Of(Contract, Numerics, Forecasting, Host, Analysis));

    /// <summary>The host's version.</summary>
    public static string Version { get; } =
        typeof(HostBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>
    /// The assemblies that a run uses besides its plugins: data types, random streams, files. The host's main assembly,
    /// with commands and reports, is not among them, so that a change there repeats no simulation.
    /// </summary>
    public static SoftwareBuild Runs => OfRuns.Value;

    /// <summary>
    /// The assemblies that replicas use besides their plugins: those of runs, alignment and sums. Replicas cost several
    /// times what the test runs cost, so that the main assembly does not count here either.
    /// </summary>
    public static SoftwareBuild Replicas => OfReplicas.Value;

    /// <summary>The assemblies that compute basis, latent data, scores and order parameters.</summary>
    public static SoftwareBuild Stages => OfStages.Value;

    /// <summary>The assemblies that profile and compare models.</summary>
    public static SoftwareBuild Measurements => OfMeasurements.Value;

    private static SoftwareBuild Of(params Type[] types)
    {
        var lines = new StringBuilder();
        foreach (var assembly in types.Select(type => type.Assembly))
            FileDigest.AddTo(lines, assembly.Location, assembly.GetName().Name!);
        return new("RomHost", Version, FileDigest.OfList(lines));
    }
}
