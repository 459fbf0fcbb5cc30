using System.Globalization;
using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace Recorded.Reading;

/// <summary>Gathers samples in any order and makes a recording of them.</summary>
/// <param name="hasVelocities">Whether samples have velocities.</param>
/// <param name="capacity">Number of samples, where it is known.</param>
internal sealed class SampleList(bool hasVelocities, int capacity = 0)
{
    // Samples in a list that has just grown, and its copy; then ids, positions and velocities in arrays.
    internal const double MostBytesOfSample = 3 * 56 + 36;

    private static readonly double MachineMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private readonly List<Sample> samples = new(capacity);
    private bool sorted = true;

    /// <summary>Why this machine has too little memory for a recording; null where it has enough.</summary>
    /// <param name="count">Number of samples, a frame itself counting as one.</param>
    /// <param name="idBytes">Bytes of the ids.</param>
    public static string? RefusalOf(double count, double idBytes = 0) => new MemoryNeed
    {
        Purpose = string.Create(CultureInfo.InvariantCulture, $"a recording of {count:0} particles in all frames together"),
        Bytes = MostBytesOfSample * count + idBytes,
        LongestArray = 2 * count,
        Cure = "store fewer frames or particles in one file",
    }.RefusalWithin(MachineMemory);

    /// <summary>Number of samples.</summary>
    public int Count => samples.Count;

    /// <summary>Adds a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(in Sample sample)
    {
        sorted = sorted && (samples.Count == 0 || Compare(samples[^1], sample) <= 0);
        samples.Add(sample);
    }

    /// <summary>Sorts the samples by time and particle.</summary>
    /// <param name="placement">Brings times into time units.</param>
    /// <param name="digits">The digits of the times.</param>
    /// <param name="refuse">
    /// Makes the exception for a sample of a particle that its frame holds already, and that earlier sample.
    /// </param>
    /// <param name="doubts">What is doubtful about the reading.</param>
    /// <returns>The recording; this list is of no more use.</returns>
    /// <exception cref="InvalidDataException">A particle is twice in a frame.</exception>
    /// <exception cref="MisfitException">Times do not increase, or do not stay finite, in time units.</exception>
    public Recording ToRecording(
        Placement placement, TimeDigits digits, Func<Sample, Sample, InvalidDataException> refuse, IReadOnlyList<string> doubts)
    {
        if (!sorted) samples.Sort(Compare);
        var all = CollectionsMarshal.AsSpan(samples);
        var (times, offsets) = (new List<double>(), new List<int> { 0 });
        int present = 0;
        foreach (ref readonly Sample sample in all) present += sample.Particle == Sample.Absent ? 0 : 1;
        var ids = new int[present];
        var positions = new double[2 * present];
        var velocities = hasVelocities ? new double[2 * present] : null;
        int count = 0;
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly Sample sample = ref all[i];
            if (times.Count == 0 || sample.Time != times[^1])
            {
                times.Add(sample.Time);
                offsets.Add(count);
            }
            if (sample.Particle == Sample.Absent) continue;
            if (i > 0 && all[i - 1].Particle == sample.Particle && all[i - 1].Time == sample.Time)
                throw refuse(sample, all[i - 1]);
            ids[count] = sample.Particle;
            (positions[2 * count], positions[2 * count + 1]) = (sample.X, sample.Y);
            if (velocities is not null)
                (velocities[2 * count], velocities[2 * count + 1]) = (sample.Vx, sample.Vy);
            offsets[^1] = ++count;
        }
        return new Recording(
            [.. times.Select(placement.Time)], [.. offsets], ids, positions, velocities)
        {
            Elapsed = Elapsed(times, placement),
            Clock = placement.Clock(digits),
            Doubts = doubts,
        };
    }

    private static double[] Elapsed(List<double> times, Placement placement)
    {
        double[] elapsed = [.. times.Select(time => placement.Time(time - times[0]))];
        for (int t = 1; t < elapsed.Length; t++)
        {
            if (double.IsFinite(elapsed[t]) && elapsed[t] > elapsed[t - 1]) continue;
            throw new MisfitException(string.Create(
                CultureInfo.InvariantCulture,
                $"expected times that increase and stay finite in time units, found {times[t]:R} after {times[t - 1]:R}; "
                + $"{placement.RemedyOfTimes}"));
        }
        return elapsed;
    }

    private static int Compare(Sample a, Sample b)
    {
        int order = a.Time.CompareTo(b.Time);
        if (order == 0) order = a.Particle.CompareTo(b.Particle);
        return order != 0 ? order : a.Place.CompareTo(b.Place);
    }
}
