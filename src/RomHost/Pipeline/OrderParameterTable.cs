using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;

namespace RomHost.Pipeline;

/// <summary>
/// Makes <c>order_params.csv</c> of a test run. The host computes it from the run's files, and it has its own record:
/// another build of the host makes it again without repeating the simulation.
/// </summary>
/// <param name="context">The experiment.</param>
internal sealed class OrderParameterTable(ExperimentContext context)
{
    private const string Polarization = "polarization", AngularMomentum = "angular_momentum", Nematic = "nematic_order";

    /// <summary>The columns whose values lie between 0 and 1.</summary>
    public static IReadOnlyList<string> Normalised { get; } = [Polarization, Nematic, AngularMomentum];

    /// <summary>Makes the table where it is missing or stale.</summary>
    /// <param name="run">The test run, which is current.</param>
    /// <returns>The reason for making it; null where it was kept.</returns>
    public string? Make(PlannedRun run)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        return context.Store.MakeOrDefer(ArtifactOf(run), () =>
        {
            var trajectory = TrajectoryFile.Read(folder.Trajectory, context.Cancellation).Every(
                context.Experiment.DensityEvery);
            var density = DensityFile.Read(folder.Density, context.Components.Grid, stride: 1, context.Cancellation);
            Write(folder.OrderParameters, trajectory, density);
            return new MadeArtifact([folder.OrderParameters], []);
        }).Reason;
    }

    /// <summary>The table of a test run.</summary>
    /// <param name="run">The test run.</param>
    public Artifact ArtifactOf(PlannedRun run)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        return new("order parameters", folder.OrderParametersRecord, new Dictionary<string, string>
        {
            [Staleness.Host] = HostBuild.Stages.ToString(),
            ["upstream.run"] = GenerateEnsemble.ArtifactOf(context, Split.Test, run).Fingerprint,
        })
        {
            Reuse = new() { Files = [folder.OrderParameters] },
        };
    }

    private static void Write(string path, Trajectory trajectory, DensityMovie density)
    {
        var table = new CsvTable(
            "t", Polarization, "mean_speed", AngularMomentum, Nematic, "density_variance", "total_mass");
        var field = new double[density.Grid.CellCount];
        for (int t = 0; t < density.FrameCount; t++)
        {
            TensorPrimitives.ConvertTruncating(density.Frame(t), field);
            var order = OrderParameters.Of(trajectory, t, density.Grid.Domain);
            table.Add(
                density.Times[t], order.Polarization, order.MeanSpeed, order.AngularMomentum, order.NematicOrder,
                OrderParameters.VarianceOf(field), field.Sum() * density.Grid.CellArea);
        }
        table.Write(path);
    }
}
