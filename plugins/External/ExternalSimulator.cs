using System.Globalization;
using External.InitialConditions;
using External.Options;
using External.Programs;
using Recorded;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;
using Rom.Numerics.Files;

namespace External;

/// <summary>
/// Runs a program and reads the trajectory that it writes. The program gets two arguments: a JSON file that describes
/// the run, and the path for the trajectory.
/// </summary>
/// <remarks>
/// The output is read as a recording: the simulator <c>recorded</c> reads and checks it and resamples it to the common
/// time step. Each run has a temporary folder of its own, which is removed unless the run fails.
/// </remarks>
/// <param name="options">Validated options.</param>
public sealed class ExternalSimulator(ExternalOptions options) : ISimulator
{
    // A duration of a whole number of steps may be one rounding error short.
    private const double RoundingAllowance = 1e-9;

    private readonly RecordedSimulator recorded = new(new RecordedOptions
    {
        Domain = new Recorded.Options.DomainOptions
        {
            Lx = options.Domain.Lx,
            Ly = options.Domain.Ly,
            Boundary = options.Domain.Boundary,
            Outside = options.Domain.Boundary == Boundary.Periodic ? Outside.Wrap : Outside.Refuse,
        },
        Dt = options.Dt,
        IsOfProgram = true,
    });

    /// <inheritdoc/>
    public Domain Domain => recorded.Domain;

    /// <inheritdoc/>
    /// <returns>A frame at 0, dt, 2·dt, … up to the duration: a program that ends earlier fails.</returns>
    /// <exception cref="ArgumentException">There are more frames than an array has elements.</exception>
    public int? FrameCount(double duration)
    {
        double frames = Math.Floor(duration / options.Dt + RoundingAllowance) + 1;
        return frames <= Array.MaxLength ? (int)frames : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"{frames:G6} frames from time 0 to {duration:G6} at simulator.dt = {options.Dt:G6} are more than an array "
            + $"holds ({Array.MaxLength}); raise simulator.dt or shorten the runs"));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The initial condition belongs to no family of this simulator.</exception>
    /// <exception cref="InvalidOperationException">
    /// The program could not be started, ended with an error or took too long.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The program wrote nothing, or something other than a trajectory.
    /// </exception>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (run.InitialCondition is not ProgramCase start)
        {
            throw new ArgumentException(
                $"expected an initial condition of this simulator, found {run.InitialCondition.GetType().Name}",
                nameof(run));
        }
        using var folder = new RunFolder();
        try
        {
            return Run(start, run, folder, cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(e.Message + folder.Keep(options, start, run), e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(e.Message + folder.Keep(options, start, run), e);
        }
    }

    private Trajectory Run(ProgramCase start, RunDescription run, RunFolder folder, CancellationToken cancellation)
    {
        string description = folder.File("run.json");
        string output = folder.File(options.Output == OutputFormat.Npz ? "trajectory.npz" : "trajectory.csv");
        File.WriteAllText(description, RunRequest.Of(options, start, run));
        ProgramRun.ToEnd(
            [.. options.Interpreter, start.File, description, output], folder.Path,
            TimeSpan.FromSeconds(options.TimeLimit), run.Progress, cancellation);
        var trajectory = Read(start.File, output, run, cancellation);
        CheckThatSomeAreLeft(start.File, trajectory);
        return trajectory;
    }

    private void CheckThatSomeAreLeft(string program, Trajectory trajectory)
    {
        int last = trajectory.FrameCount - 1;
        if (options.MayVanish || trajectory.ParticleCount(last) > 0) return;
        while (last > 0 && trajectory.ParticleCount(last) == 0) last--;
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{program}: expected particles up to the end of the run, found none after time "
            + $"{trajectory.Times[last]:G6}: positions that are NaN, or no rows; if the program did not diverge, "
            + $"say simulator.may_vanish: true"));
    }

    private Trajectory Read(string program, string output, RunDescription run, CancellationToken cancellation)
    {
        if (RegularFile.OtherKindOf(output) is { } kind)
        {
            throw new InvalidDataException(
                $"{program}: expected a trajectory at the path of its second argument, "
                + $"found {kind} there; let it write a file");
        }
        if (!File.Exists(output))
        {
            throw new InvalidDataException(
                $"{program}: expected a trajectory at the path of its second argument, found no file there; it ended "
                + "without an error");
        }
        Trajectory trajectory;
        try
        {
            // The run's folder no longer exists when a warning is read, so warnings name the program's output instead
            // of the file.
            var warnings = run.Warnings is null ? null : new Renamed(run.Warnings, output, $"{program}: what it wrote");
            trajectory = recorded.Simulate(
                run with { InitialCondition = new RecordingPart { File = output }, Warnings = warnings }, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"{program}: what it wrote cannot be used: {e.Message} (simulator.output: "
                + $"{options.Output.ToString().ToLowerInvariant()})", e);
        }
        if (trajectory.FrameCount == FrameCount(run.Duration)) return trajectory;
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{program}: expected frames up to the duration of {run.Duration:R}, found the last at "
            + $"{trajectory.Times[^1]:R}; write a frame at the end too"));
    }

    private sealed class Renamed(IProgress<string> listener, string path, string name) : IProgress<string>
    {
        public void Report(string value) => listener.Report(value.Replace(path, name, StringComparison.Ordinal));
    }
}
