using System.Globalization;
using System.Text;
using Rom.Numerics.Files;
using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;
using Rom.Numerics.TimeSeries;

namespace Lstm;

/// <summary>
/// Reads and writes the files of a trained LSTM: <c>lstm_state_dict.pt</c>, <c>lstm_normalization.npz</c> (input_mean,
/// input_std [r] and the architecture), <c>lstm_horizon.npz</c> (the end of closed loops, where there is one) and
/// <c>training_log.csv</c>.
/// </summary>
internal static class LstmFiles
{
    /// <summary>The table of the epochs.</summary>
    public const string LogName = "training_log.csv";

    private const string StateDictName = "lstm_state_dict.pt";
    private const string NormalizationName = "lstm_normalization.npz";
    private const string HorizonName = "lstm_horizon.npz";
    private const int LongestQuote = 60;
    private const string LogHeader = "epoch,train_loss,val_loss,learning_rate,seconds";

    /// <summary>Writes the files.</summary>
    public static void Write(
        string directory, Architecture architecture, Normalization normalization, IReadOnlyList<NamedTensor> state,
        IReadOnlyList<EpochRecord> log, ClosedLoopEnd? end)
    {
        StateDictFile.Write(Path.Combine(directory, StateDictName), state);
        using (var file = NpzWriter.Create(Path.Combine(directory, NormalizationName)))
        {
            file.Add<double>("input_mean", normalization.Mean, architecture.LatentDimension);
            file.Add<double>("input_std", normalization.Std, architecture.LatentDimension);
            file.AddScalar("latent_dim", (long)architecture.LatentDimension);
            file.AddScalar("lag", (long)architecture.Lag);
            file.AddScalar("hidden_units", (long)architecture.HiddenUnits);
            file.AddScalar("num_layers", (long)architecture.Layers);
            file.AddScalar("use_layer_norm", architecture.LayerNorm);
            file.AddScalar("residual", architecture.Residual);
            file.Commit();
        }
        if (end is not null)
        {
            using var file = NpzWriter.Create(Path.Combine(directory, HorizonName));
            end.Write(file);
            file.Commit();
        }
        var table = new StringBuilder(LogHeader).Append('\n');
        foreach (var epoch in log)
        {
            table.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{epoch.Epoch},{epoch.TrainLoss:R},{epoch.ValLoss:R},{epoch.LearningRate:R},"
                + $"{epoch.Seconds:0.####}\n"));
        }
        AtomicFile.WriteText(Path.Combine(directory, LogName), table.ToString());
    }

    /// <summary>Loads a model.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or belongs to another model.</exception>
    public static LstmModel Read(string directory)
    {
        string path = Path.Combine(directory, NormalizationName), statePath = Path.Combine(directory, StateDictName);
        using var file = NpzReader.Open(path);
        double[] mean = file.ReadDoubles("input_mean"), std = file.ReadDoubles("input_std");
        var architecture = new Architecture(
            mean.Length, Whole("lag", 1000), Whole("hidden_units", 4096), Whole("num_layers", 16),
            file.ReadScalar("use_layer_norm") != 0, file.ReadScalar("residual") != 0);
        if (mean.Length < 1 || std.Length != mean.Length || !mean.All(double.IsFinite)
            || !std.All(value => value > 0 && double.IsFinite(value)))
            throw new InvalidDataException($"{path}: expected finite input_mean and positive input_std of one length");
        var state = StateDictFile.Read(statePath);
        var log = ReadLog(Path.Combine(directory, LogName));
        var end = ReadEnd(Path.Combine(directory, HorizonName), mean.Length);
        try
        {
            return new LstmModel(architecture, new Normalization(mean, std), state, log, end);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{statePath}: {e.Message}", e);
        }

        // The limits are those of the options: values that no training produces are damage.
        int Whole(string name, int most)
        {
            double value = file.ReadScalar(name);
            return value >= 1 && value <= most && value == Math.Floor(value)
                ? (int)value
                : throw new InvalidDataException(
                    $"{path}: array '{name}': expected a whole number from 1 to {most}, found {value}");
        }
    }

    // Weights that were trained elsewhere have none.
    private static ClosedLoopEnd? ReadEnd(string path, int dimension)
    {
        if (!File.Exists(path)) return null;
        using var file = NpzReader.Open(path);
        return ClosedLoopEnd.Read(file, dimension);
    }

    // The log describes the training and is not part of the model, which is the same without it.
    private static List<EpochRecord> ReadLog(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            return [.. RegularFile.ReadLines(path).Skip(1).Select(EpochOf)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }

        EpochRecord EpochOf(string line)
        {
            string[] fields = line.Split(',');
            var numbers = new double[5];
            if (fields.Length != numbers.Length)
                throw new InvalidDataException($"{path}: expected {LogHeader}, found '{Short(line)}'");
            for (int i = 0; i < numbers.Length; i++)
            {
                if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                    throw new InvalidDataException($"{path}: expected a number, found '{Short(fields[i])}'");
            }
            return new EpochRecord((int)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    // A damaged log may be one line of any length.
    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
}
