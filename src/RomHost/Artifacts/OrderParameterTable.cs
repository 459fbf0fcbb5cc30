using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;
using RomHost.Serialization;

namespace RomHost.Artifacts;

/// <summary>
/// <c>order_params.csv</c> of a test run. The host computes it from the run's files, and it has a record of its own: another build of the
/// host makes it again, and the simulation is kept.
/// </summary>
internal static class OrderParameterTable
{
    /// <summary>Makes the table where it is missing or stale.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="run">The test run, which is current.</param>
    /// <returns>Why it was made; null where it was kept.</returns>
    public static string? Make(StageContext context, PlannedRun run)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        var inputs = StageInputs.OfOrderParameters(context, run);
        string? reason = context.ReasonToMake(folder.OrderParametersRecord, inputs, out _);
        if (reason is null) return null;
        AtomicFile.Delete(folder.OrderParametersRecord);
        var watch = Stopwatch.StartNew();
        var trajectory = TrajectoryFile.Read(folder.Trajectory).Every(context.DensityEvery);
        Write(folder.OrderParameters, trajectory, DensityFile.Read(folder.Density, context.Grid, stride: 1));
        ArtifactRecord.Of(folder.OrderParametersRecord, inputs, [folder.OrderParameters], new JsonObject(), watch.Elapsed.TotalSeconds)
            .Write(folder.OrderParametersRecord);
        return reason;
    }

    private static void Write(string path, Trajectory trajectory, DensityMovie density)
    {
        var table = new CsvTable(
            "t", "polarization", "mean_speed", "angular_momentum", "nematic_order", "density_variance", "total_mass");
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
