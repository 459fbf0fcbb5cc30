using System.Globalization;
using External.InitialConditions;
using External.Options;
using External.Programs;
using Recorded;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;

namespace External;

/// <summary>
/// Runs a program and reads the trajectory that it writes. The program gets two arguments: a file that describes the run
/// (JSON) and the path that the trajectory is written to.
/// </summary>
/// <remarks>
/// What was written is a recording: the simulator <c>recorded</c> reads and checks it and brings it to the common time step.
/// Each run works in a temporary folder of its own, which is always removed.
/// </remarks>
/// <param name="options">Validated options.</param>
public sealed class ExternalSimulator(ExternalOptions options) : ISimulator
{
    // A duration that is a whole number of steps may come out one rounding error short.
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
            $"{frames:G6} frames from time 0 to {duration:G6} at simulator.dt = {options.Dt:G6} are more than an array holds "
            + $"({Array.MaxLength}); raise simulator.dt or shorten the runs"));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The initial condition is of no family of this simulator.</exception>
    /// <exception cref="InvalidOperationException">
    /// The program could not be started, ended with an error or took too long.
    /// </exception>
    /// <exception cref="InvalidDataException">It wrote nothing, or something else than a trajectory.</exception>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (run.InitialCondition is not ProgramCase start)
        {
            throw new ArgumentException(
                $"expected an initial condition of this simulator, found {run.InitialCondition.GetType().Name}",
                nameof(run));
        }
        var folder = Directory.CreateTempSubdirectory("romhost-external-");
        try
        {
            string description = Path.Combine(folder.FullName, "run.json");
            string output = Path.Combine(
                folder.FullName, options.Output == OutputFormat.Npz ? "trajectory.npz" : "trajectory.csv");
            File.WriteAllText(description, RunRequest.Of(options, start, run));
            ProgramRun.ToEnd(
                [.. options.Interpreter, start.File, description, output], folder.FullName,
                TimeSpan.FromSeconds(options.TimeLimit), run.Progress, cancellation);
            return Read(start.File, output, run, cancellation);
        }
        finally
        {
            Remove(folder);
        }
    }

    private Trajectory Read(string program, string output, RunDescription run, CancellationToken cancellation)
    {
        if (!File.Exists(output))
        {
            throw new InvalidDataException(
                $"{program}: expected a trajectory at the path of its second argument, found no file there; it ended "
                + "without an error");
        }
        Trajectory trajectory;
        try
        {
            trajectory = recorded.Simulate(
                run with { InitialCondition = new RecordingPart { File = output } }, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{program}: what it wrote cannot be used: {e.Message}", e);
        }
        if (trajectory.FrameCount == FrameCount(run.Duration)) return trajectory;
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{program}: expected frames up to the duration of {run.Duration:R}, found the last at {trajectory.Times[^1]:R}; "
            + $"write a frame at the end too"));
    }

    private static void Remove(DirectoryInfo folder)
    {
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
