using Rom.Abstractions;

namespace Rom.Testing.Tests;

/// <summary>Trains a model that adds a constant to the last state: right in everything but its flaw.</summary>
public sealed class FlawedTrainer(FlawedOptions options) : IRomModelTrainer
{
    private static int trainings;

    public int MaxLag => options.Flaw == Flaw.IgnoresItsLag ? 2 : options.Lag;

    public string? TrainingLog => options.Flaw switch
    {
        Flaw.NamesALogElsewhere => "../" + FlawedModel.LogName,
        Flaw.NamesALogThatIsNotThere => "none.csv",
        _ => FlawedModel.LogName,
    };

    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else context.Cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.WritesElsewhere) File.WriteAllText(Path.Combine(options.Elsewhere, "left behind"), "");
        double drift =
            data.State(0, 0)[0] + (options.Flaw == Flaw.IgnoresTheSeed ? Interlocked.Increment(ref trainings) : 0);
        return new FlawedModel(options.Flaw, MaxLag, data.Dimension, drift);
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
        return new FlawedModel(options.Flaw, MaxLag, BitConverter.ToInt32(bytes), drift);
    }
}
