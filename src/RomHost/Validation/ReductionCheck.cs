using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;

namespace RomHost.Validation;

/// <summary>Checks that densities fit single precision, can be aligned, and suffice for the modes.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="log">Receives the errors.</param>
internal sealed class ReductionCheck(Experiment experiment, ValidationLog log)
{
    /// <summary>Checks that frames are shifted on a periodic domain only.</summary>
    /// <param name="domain">The simulator's domain.</param>
    public void CheckAlignment(Domain domain)
    {
        if (experiment.Options.Reduction.ShiftAlign == ShiftReference.None || domain.Boundary == Boundary.Periodic)
            return;
        log.Error(
            "Reduction.ShiftAlign",
            "frames can only be shifted on a periodic domain, and this one has walls; "
            + "use shift_align: none or boundary: periodic");
    }

    /// <summary>Checks the unit of length.</summary>
    /// <param name="grid">The grid of densities.</param>
    /// <remarks>Single precision reaches from 1e-38 to 3e38; smooth tails and squares need margins.</remarks>
    public void CheckDensities(Grid grid)
    {
        const double Least = 1e-30, Most = 1e30;
        double density = 1 / grid.CellArea;
        if (density is >= Least and <= Most) return;
        log.Error("Simulator", string.Create(
            CultureInfo.InvariantCulture,
            $"expected a unit of length in which a particle in a cell is a density from {Least:G6} to {Most:G6}, which "
            + $"single precision holds, found {density:G6} in cells of {grid.Dx:G6} × {grid.Dy:G6}; choose a "
            + $"{(density < Least ? "larger" : "smaller")} unit of length"));
    }

    /// <summary>Checks that there are as many cells and snapshots as modes.</summary>
    /// <param name="grid">The grid of densities.</param>
    /// <param name="trainFrames">
    /// Frames of a training run at the models' step; null where only the run will tell.
    /// </param>
    public void CheckModes(Grid grid, int? trainFrames)
    {
        if (experiment.Options.Reduction.Modes is not { } modes) return;
        if (modes > grid.CellCount)
        {
            log.Error(
                "Reduction.Modes",
                $"expected at most as many modes as the grid has cells, {grid.Nx} × {grid.Ny} = {grid.CellCount}, "
                + $"found {modes}; use fewer");
        }
        if (trainFrames is { } frames && modes > (long)frames * experiment.TrainRuns.Count)
        {
            log.Error(
                "Reduction.Modes",
                "expected at most as many modes as there are snapshots, "
                + $"{NumberText.Count(experiment.TrainRuns.Count, "run")} × {NumberText.Count(frames, "frame")} = "
                + $"{(long)frames * experiment.TrainRuns.Count}, found {modes}; use fewer modes or more runs");
        }
    }
}
