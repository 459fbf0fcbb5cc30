using System.Globalization;
using Recorded.InitialConditions;
using Recorded.Options;
using Recorded.Paths;
using Recorded.Reading;
using Rom.Abstractions;
using Rom.Testing;

namespace Recorded;

/// <summary>
/// Plays back trajectories that were recorded elsewhere, at a common time step. Particles may enter and leave.
/// </summary>
/// <remarks>
/// A run depends on the file, the part of it and the options only; it draws no random numbers. Velocities that the file
/// does not have are differences of positions. There are none where particles cannot be told apart.
/// </remarks>
/// <param name="options">Validated options.</param>
public sealed class RecordedSimulator(RecordedOptions options) : IRecordingReader
{
    // Bytes that can be read within a second.
    private const long QuicklyRead = 64 << 20;

    /// <inheritdoc/>
    public Domain Domain { get; } = new(options.Domain.Lx, options.Domain.Ly, options.Domain.Boundary);

    /// <inheritdoc/>
    /// <returns>Null: the number is known only after reading the recording.</returns>
    public int? FrameCount(double duration) => null;

    /// <inheritdoc/>
    /// <returns>
    /// The reason why dt gives far more frames than the recording has. The file is read for it only where the duration
    /// allows so many frames, and where it is small; else the run reports it.
    /// </returns>
    public string? RefusalOf(InitialCondition initialCondition, double duration)
    {
        if (initialCondition is not RecordingPart part || Resampling.IsShort(duration, options.Dt)) return null;
        try
        {
            if (new FileInfo(part.File).Length > QuicklyRead) return null;
            var recording = RecordingFile.Read(part.File, options, CancellationToken.None).Between(part.From, part.To);
            return new Resampling(Domain, options.Dt).RefusalOf(recording, duration) is { } refusal
                ? $"{part.File}: {refusal}"
                : null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null; // the run reports the fault of the file
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The initial condition belongs to no family of this simulator.</exception>
    /// <exception cref="InvalidDataException">
    /// The recording cannot be read or does not match the options; the message gives the position and the remedy.
    /// </exception>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (run.InitialCondition is not RecordingPart part)
        {
            throw new ArgumentException(
                $"expected an initial condition of this simulator, found {run.InitialCondition.GetType().Name}",
                nameof(run));
        }
        var recording = RecordingFile.Read(part.File, options, cancellation);
        try
        {
            recording = recording.Between(part.From, part.To); // the rest is of no more use
            foreach (string warning in Doubts(recording)) run.Warnings?.Report($"{part.File}: {warning}");
            return Play(recording, run.Duration, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"{part.File}: {ExceptionText.Message(e)}", e);
        }
    }

    /// <inheritdoc/>
    public Trajectory Read(string path, IProgress<string>? warnings, CancellationToken cancellation) => Simulate(
        new RunDescription(new RecordingPart { File = path }, double.MaxValue, 0) { Warnings = warnings },
        cancellation);

    private IEnumerable<string> Doubts(Recording recording) =>
        recording.Doubts.Concat(
            new[]
            {
                ConstantCoordinate(recording, "x", 0), ConstantCoordinate(recording, "y", 1), Gaps.Warning(recording),
                Gaps.InterruptionWarning(recording), TimeGrid.Warning(recording, options.Dt),
            }.OfType<string>());

    private static string? ConstantCoordinate(Recording recording, string name, int axis)
    {
        double[] positions = recording.Positions;
        if (positions.Length < 4) return null;
        for (int i = axis + 2; i < positions.Length; i += 2)
        {
            if (positions[i] != positions[axis]) return null;
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is {positions[axis]:G6} for every particle in every frame: "
            + $"a height or another column may be taken for {name}");
    }

    // Runs hold single precision: positions on the domain fit it, differences over a tiny step may not.
    private void CheckVelocities(Recording recording)
    {
        if (recording.Velocities is not { } velocities) return;
        int at = Array.FindIndex(velocities, velocity => !(Math.Abs(velocity) <= float.MaxValue));
        if (at < 0) return;
        int frame = Array.BinarySearch(recording.Offsets, at / 2) is var index && index >= 0 ? index : ~index - 1;
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"expected velocities that single precision holds (up to {float.MaxValue:G2}), found {velocities[at]:G6} "
            + $"at time {recording.Times[Math.Min(frame, recording.FrameCount - 1)]:G9}, where frames are "
            + $"{recording.MedianStep:G6} time units apart; ")
            + options.Remedy(
                "check simulator.time_unit, simulator.velocity_unit and the column of times",
                "check the program's times and velocities"));
    }

    private Trajectory Play(Recording recording, double duration, CancellationToken cancellation)
    {
        int[]? next = recording.Ids is null ? null : PathLinks.Forward(recording);
        if (next is not null && recording.Velocities is null)
            recording = recording.With(FiniteDifferences.Velocities(recording, next, Domain));
        CheckVelocities(recording);
        return new Resampling(Domain, options.Dt).Apply(recording, next, duration, cancellation);
    }
}
