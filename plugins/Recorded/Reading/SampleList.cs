using System.Runtime.InteropServices;

namespace Recorded.Reading;

/// <summary>Gathers samples in any order and makes a recording of them.</summary>
/// <remarks>
/// The shortest row of a table has 8 bytes, and reading it may take ten times as many. So samples are columns that grow
/// by chunks, and sorting moves indices only.
/// </remarks>
/// <param name="hasVelocities">Whether samples have velocities.</param>
internal sealed class SampleList(bool hasVelocities)
{
    // Columns; sort key and index; the recording, for a sample that is alone in its frame.
    private const double BytesOfSample = sizeof(double) + sizeof(int) + sizeof(long) + ReadingMemory.BytesOfPair
        + sizeof(long) + sizeof(int)
        + ReadingMemory.BytesOfNumber + ReadingMemory.BytesOfPair + ReadingMemory.BytesOfFrame;

    // Column and recording.
    private const double BytesOfVelocity = 2 * ReadingMemory.BytesOfPair;

    private const int Piece = 1 << 16; // samples between two checks of the token

    private readonly Chunks<double> times = new();
    private readonly Chunks<int> particles = new();
    private readonly Chunks<long> places = new();
    private readonly Chunks<(double X, double Y)> positions = new();
    private readonly Chunks<(double X, double Y)>? velocities = hasVelocities ? new() : null;
    private (double Time, int Particle) last = (double.NegativeInfinity, Sample.Absent);
    private bool sorted = true;

    /// <summary>Number of samples.</summary>
    public int Count => times.Count;

    /// <summary>Upper bound of the bytes of memory until the recording is complete.</summary>
    public double MostBytes => Count * (BytesOfSample + (velocities is null ? 0 : BytesOfVelocity));

    /// <summary>Adds a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(in Sample sample)
    {
        sorted = sorted && (last.Time < sample.Time || (last.Time == sample.Time && last.Particle <= sample.Particle));
        last = (sample.Time, sample.Particle);
        times.Add(sample.Time);
        particles.Add(sample.Particle);
        places.Add(sample.Place);
        positions.Add((sample.X, sample.Y));
        velocities?.Add((sample.Vx, sample.Vy));
    }

    /// <summary>Sorts the samples by time and particle.</summary>
    /// <param name="placement">Brings times into time units.</param>
    /// <param name="digits">The digits of the times.</param>
    /// <param name="refuse">
    /// Makes the exception for two samples of a particle in one frame, given the places of the later and the earlier
    /// one.
    /// </param>
    /// <param name="doubts">Doubts about the reading.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The recording; this list is of no more use.</returns>
    /// <exception cref="InvalidDataException">A particle is twice in a frame.</exception>
    /// <exception cref="MisfitException">Times do not increase, or do not stay finite, in time units.</exception>
    public Recording ToRecording(
        Placement placement, TimeDigits digits, Func<long, long, InvalidDataException> refuse,
        IReadOnlyList<string> doubts, CancellationToken cancellation)
    {
        int[]? order = sorted ? null : Order(cancellation);
        var (frames, present) = Counts(order);
        var (frameTimes, offsets) = (new double[frames], new int[frames + 1]);
        var ids = new int[present];
        var placed = new double[2 * present];
        var moving = velocities is null ? null : new double[2 * present];
        int frame = -1, count = 0, earlier = -1;
        for (int k = 0; k < Count; k++)
        {
            if (k % Piece == 0) cancellation.ThrowIfCancellationRequested();
            int i = order is null ? k : order[k];
            if (frame < 0 || times[i] != frameTimes[frame])
            {
                frameTimes[++frame] = times[i];
                earlier = -1;
            }
            if (particles[i] != Sample.Absent)
            {
                if (earlier >= 0 && particles[earlier] == particles[i]) throw refuse(places[i], places[earlier]);
                ids[count] = particles[i];
                (placed[2 * count], placed[2 * count + 1]) = positions[i];
                if (moving is not null) (moving[2 * count], moving[2 * count + 1]) = velocities![i];
                count++;
                earlier = i;
            }
            offsets[frame + 1] = count;
        }
        var own = FrameTimes.From(frameTimes, placement);
        return new Recording(own.Times, offsets, ids, placed, moving)
        {
            Elapsed = own.Elapsed,
            Clock = placement.Clock(digits),
            Doubts = doubts,
        };
    }

    private (int Frames, int Present) Counts(int[]? order)
    {
        int frames = 0, present = 0;
        double time = double.NaN;
        for (int k = 0; k < Count; k++)
        {
            int i = order is null ? k : order[k];
            if (times[i] != time) frames++;
            time = times[i];
            if (particles[i] != Sample.Absent) present++;
        }
        return (frames, present);
    }

    // Indices of the samples, sorted by time, then by particle, then by place in the file.
    private int[] Order(CancellationToken cancellation)
    {
        var (order, keys) = (new int[Count], new long[Count]);
        var byTime = MemoryMarshal.Cast<long, double>(keys.AsSpan());
        for (int i = 0; i < order.Length; i++) (order[i], byTime[i]) = (i, times[i]);
        byTime.Sort(order.AsSpan());
        for (int start = 0, end; start < order.Length; start = end)
        {
            cancellation.ThrowIfCancellationRequested();
            for (end = start + 1; end < order.Length && byTime[end] == byTime[start];) end++;
            // The times of a frame are equal and no longer needed; keys of particle and index replace them.
            var own = order.AsSpan(start, end - start);
            var byParticle = keys.AsSpan(start, end - start);
            for (int k = 0; k < own.Length; k++) byParticle[k] = ((long)particles[own[k]] << 32) | (uint)own[k];
            byParticle.Sort();
            for (int k = 0; k < own.Length; k++) own[k] = (int)(byParticle[k] & uint.MaxValue);
        }
        return order;
    }
}
