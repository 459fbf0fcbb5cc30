using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Rom.Testing.Tests;

/// <summary>Trains a model that adds a constant to the last state: right in everything but its flaw.</summary>
public sealed class FlawedTrainer(FlawedOptions options) : IMomentTrainer
{
    private static int trainings;

    public int MaxLag => options.Flaw == Flaw.IgnoresItsLag ? 2 : options.Lag;

    public string? TrainingLog => options.Flaw switch
    {
        Flaw.NamesALogElsewhere => "../" + FlawedModel.LogName,
        Flaw.NamesALogThatIsNotThere => "none.csv",
        _ => FlawedModel.LogName,
    };

    public ValidationResult? RefusalOf(IReadOnlyCollection<string> channels) =>
        options.Flaw == Flaw.TrainsOnRefusedChannels && !channels.Contains(LatentChannel.ShiftRate)
            ? new ValidationResult($"expected the channel {LatentChannel.ShiftRate}")
            : null;

    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else context.Cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.WritesElsewhere) File.WriteAllText(Path.Combine(options.Elsewhere, "left behind"), "");
        var moments = new double[2];
        AddMoments(data, [0], moments, context.Cancellation);
        return TrainFrom(moments, [0], data.Dimension);
    }

    public string? MomentKey => "";

    public long MomentCount(int dimension) => 2;

    /// <summary>The number of runs, and the sum of their first values.</summary>
    public void AddMoments(
        LatentDataset data, ReadOnlySpan<double> origin, Span<double> moments, CancellationToken cancellation)
    {
        if (options.Flaw == Flaw.ForgetsEarlierMoments) moments.Clear();
        for (int run = 0; run < data.RunCount; run++)
        {
            moments[0]++;
            moments[1] += data.State(run, 0)[0] - origin[0];
        }
    }

    public IRomModel TrainFrom(ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, TrainingContext context) =>
        TrainFrom(moments, origin, origin.Length);

    private FlawedModel TrainFrom(ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, int dimension)
    {
        double drift = origin[0] + moments[1] / moments[0]
            + (options.Flaw == Flaw.IgnoresTheSeed ? Interlocked.Increment(ref trainings) : 0);
        return new FlawedModel(options.Flaw, MaxLag, dimension, drift);
    }

    public IRomModel Load(string directory)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path.Combine(directory, FlawedModel.FileName));
        }
        catch (FileNotFoundException e) when (options.Flaw != Flaw.ThrowsAnythingOnLoad)
        {
            throw new InvalidDataException(e.Message, e);
        }
        if (options.Flaw == Flaw.TakesHalfAFile) Array.Resize(ref bytes, 12);
        if (bytes.Length != 12) throw new InvalidDataException($"expected 12 bytes, found {bytes.Length}");
        double drift = BitConverter.ToDouble(bytes, 4) + (options.Flaw == Flaw.LoadsAnotherModel ? 1 : 0);
        return new FlawedModel(options.Flaw, MaxLag, BitConverter.ToInt32(bytes), drift, isLoaded: true);
    }
}
