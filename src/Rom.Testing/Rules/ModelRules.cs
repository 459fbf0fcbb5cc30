using System.Globalization;
using Rom.Abstractions;
using Rom.Testing.Options;

namespace Rom.Testing.Rules;

/// <summary>The rules of <see cref="IRomModelTrainer"/> and <see cref="IRomModel"/>.</summary>
internal sealed class ModelRules
{
    /// <summary>The seed of trainings and ensembles.</summary>
    public const ulong Seed = 7;

    /// <summary>The steps of a forecast.</summary>
    public const int Steps = 20;

    private const int Threads = 4;

    // A saved file may be a link to anywhere.
    private static readonly EnumerationOptions NoLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    // Of models that compute in float.
    private const double LinearTolerance = 1e-5;

    // Normal equations lose as many digits as their condition number has.
    private const double MomentTolerance = 1e-6;

    private readonly RomModelRegistration offer;
    private readonly Arrangement arrangement;
    private readonly string subject;
    private readonly Lazy<IRomModel> model;

    /// <summary>Creates the rules of one offer.</summary>
    /// <param name="offer">The model's registration.</param>
    /// <param name="arrangement">Creates the trainer.</param>
    public ModelRules(RomModelRegistration offer, Arrangement arrangement)
    {
        (this.offer, this.arrangement, subject) = (offer, arrangement, $"model {offer.Name}");
        model = new Lazy<IRomModel>(() => Train(Trainer()));
    }

    /// <summary>The checks.</summary>
    public IEnumerable<ContractCheck> Checks() =>
    [
        new(subject, "options: a configuration can give each of them", () => OptionsRecord.Problem(offer)),
        .. OptionsRules.Of(
            subject, "options", offer.OptionsType, () => arrangement.OptionsOf(offer), arrangement.Reader),
        Check("a trained model says of itself what is so", Facts),
        Check("a forecast fills its buffer, state after state, and leaves the window alone", Shape),
        Check("a window or buffer of another length, and no steps, are refused with ArgumentException", RefusesLengths),
        Check("a window with NaN or infinity is refused with ArgumentException", RefusesValues),
        Check(
            "an ensemble, if it forecasts one, is a function of window and seed, of finite members that differ",
            () => Trained() is IEnsembleForecaster trained ? new EnsembleRules(trained).Breach() : null),
        Check(
            "an ensemble, if it forecasts one, of arguments that do not fit is refused with ArgumentException",
            () => Trained() is IEnsembleForecaster trained ? new EnsembleRules(trained).NotRefused() : null),
        Check("channels that it refuses beforehand, its training refuses with ArgumentException", RefusesChannels),
        Check("the same seed gives the same bytes", SameSeed),
        Check("saved and loaded, it forecasts the same", SavedAndLoaded),
        Check("its parameters are in the files that it saves", Parameters),
        Check("a folder without its files is refused with InvalidDataException", RefusesEmptyFolder),
        Check("a file that was cut short is refused with InvalidDataException", RefusesCutFiles),
        Check("several threads forecast the same as one", SeveralThreads),
        Check("a cancelled training ends within a second", Cancellation),
        Check("nothing is written outside its folder", NothingOutside),
        .. typeof(IMomentTrainer).IsAssignableFrom(offer.ImplementationType)
            ? (ContractCheck[])[
                Check("from moments of parts of the data it fits the same model, to rounding", FromMoments)]
            : [],
        .. ScalarOption.Marked<LagAttribute>(offer.OptionsType)
            .Select(option =>
                Check("its longest window is what the option marked as the lag says", () => LagOf(option))),
    ];

    private ContractCheck Check(string rule, Func<string?> findBreach) => new(subject, rule, findBreach);

    private IRomModelTrainer Trainer()
    {
        var trainer = offer.Create(arrangement.Services, arrangement.OptionsOf(offer));
        return trainer is ICombiningTrainer combining ? new StandInMembers(combining) : trainer;
    }

    private static IRomModel Train(IRomModelTrainer trainer) =>
        trainer.Train(LatentExample.For(trainer), TrainingContext.Silent(Seed));

    private IRomModel Trained()
    {
        try
        {
            return model.Value;
        }
        catch (Exception e)
        {
            throw new UncheckedException(
                "there is no model to try it on: "
                + $"the training ended with {e.GetType().Name}: {ExceptionText.Message(e)}");
        }
    }

    private string? Facts()
    {
        var trainer = Trainer();
        IRomModel trained = model.Value;
        if (trained.Lag < 1 || trained.Lag > trainer.MaxLag)
            return $"Lag: expected 1 to {trainer.MaxLag}, which is MaxLag, found {trained.Lag}";
        if (trained.LatentDimension != LatentExample.Dimension)
            return $"LatentDimension: expected the data's {LatentExample.Dimension}, found {trained.LatentDimension}";
        if (trained.ParameterCount < 0) return $"ParameterCount: expected at least 0, found {trained.ParameterCount}";
        if (trained.Complexity is not { FlopsPerStep: >= 0, Training: not null, Inference: not null, Sizes: not null })
            return "Complexity: expected operations of at least 0, both formulas and sizes";
        if (trained.Diagnostics is null) return "Diagnostics: expected a dictionary, found null";
        return CoefficientsOf(trained) ?? LogOf(trainer, trained);
    }

    // The forecast from a window minus that from a window of zeros is Σ A_j y_(k−j), whatever the constant.
    private static string? CoefficientsOf(IRomModel trained)
    {
        if (trained is not ILinearModel linear) return null;
        int lag = trained.Lag, r = trained.LatentDimension;
        double[]? a = linear.CoefficientMatrices();
        if (a?.Length != lag * r * r)
            return $"CoefficientMatrices: expected {lag} × {r} × {r} values, found "
                + $"{a?.Length.ToString(CultureInfo.InvariantCulture) ?? "null"}";
        double[] window = LatentExample.Window(trained), forecast = Forecast(trained, window, 1);
        double[] constant = Forecast(trained, new double[window.Length], 1);
        for (int i = 0; i < r; i++)
        {
            double sum = constant[i], size = Math.Abs(sum);
            for (int k = 0; k < window.Length; k++)
            {
                double term = a[((lag - 1 - k / r) * r + i) * r + k % r] * window[k];
                sum += term;
                size += Math.Abs(term);
            }
            if (!(Math.Abs(sum - forecast[i]) <= LinearTolerance * size))
                return FormattableString.Invariant(
                    $"CoefficientMatrices: expected {forecast[i]:G6} for mode {i}, as it is forecast, found {sum:G6}");
        }
        return null;
    }

    private static string? LogOf(IRomModelTrainer trainer, IRomModel trained)
    {
        if (trainer.TrainingLog is not { } name) return null;
        if (Path.GetFileName(name) != name || name is "" or "." or "..")
            return $"TrainingLog: expected a name without a folder, found '{name}'";
        using var scratch = new ScratchFolder();
        trained.Save(scratch.Path);
        string path = Path.Combine(scratch.Path, name);
        if (!File.Exists(path)) return $"TrainingLog: expected {name} among the files that Save writes, found none";
        string columns = File.ReadLines(path).FirstOrDefault() ?? "";
        return columns.Split(',').Contains("epoch")
            ? null
            : $"TrainingLog: expected a column 'epoch' in the first row of {name}, found '{columns}'";
    }

    private string? LagOf(ScalarOption option)
    {
        foreach (int lag in (int[])[2, 3])
        {
            if (arrangement.OptionsWith(offer, option, lag) is not { } options) continue;
            int found = offer.Create(arrangement.Services, options).MaxLag;
            if (found != lag) return $"MaxLag: expected {lag} where '{option.Name}' is {lag}, found {found}";
        }
        return null;
    }

    private string? Shape()
    {
        var trained = Trained();
        double[] window = LatentExample.Window(trained), given = [.. window];
        double[] forecast = Forecast(trained, window, Steps), first = Forecast(trained, window, 1);
        if (!window.AsSpan().SequenceEqual(given)) return "the window was changed";
        if (!forecast.AsSpan(0, first.Length).SequenceEqual(first))
            return $"the first of {Steps} states differs from a forecast of one";
        return Forecast(trained, window, Steps, filler: 1).AsSpan().SequenceEqual(forecast)
            ? null : "the same window was forecast differently the second time, into a buffer that held other values";
    }

    private string? FromMoments()
    {
        var trainer = (IMomentTrainer)Trainer();
        if (trainer.MomentKey is null) return null;
        var data = LatentExample.For(trainer);
        var trained = trainer.Train(data, TrainingContext.Silent(Seed));
        long count = trainer.MomentCount(data.Dimension);
        if (count is < 1 or > int.MaxValue) return $"MomentCount: expected 1 to {int.MaxValue}, found {count}";
        var moments = new double[count];
        double[] origin = [.. Enumerable.Range(0, data.Dimension).Select(mode => 0.1 * (mode + 1))];
        for (int run = 0; run < data.RunCount; run++)
        {
            var part = new LatentDataset(
                data.Dimension, data.TimeStep, [data.Run(run).ToArray()], data.Channels);
            trainer.AddMoments(part, origin, moments, CancellationToken.None);
        }
        var fitted = trainer.TrainFrom(moments, origin, TrainingContext.Silent(Seed));
        double[] window = LatentExample.Window(trained);
        double[] expected = Forecast(trained, window, Steps), found = Forecast(fitted, window, Steps);
        double size = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(found[i] - expected[i]) <= MomentTolerance * size))
                return FormattableString.Invariant(
                    $"TrainFrom: expected a forecast of {expected[i]:G9}, as after Train, found {found[i]:G9}");
        }
        return null;
    }

    private string? RefusesLengths()
    {
        var trained = Trained();
        double[] window = LatentExample.Window(trained);
        int r = trained.LatentDimension;
        return NotRefused(
            "a window that is one value short", () => trained.Forecast(window.AsSpan(1), Steps, new double[Steps * r]))
            ?? NotRefused(
                "a window that is one state long",
                () => trained.Forecast([.. window, .. new double[r]], Steps, new double[Steps * r]))
            ?? NotRefused(
                "a buffer that is one state short", () => trained.Forecast(window, Steps, new double[(Steps - 1) * r]))
            ?? NotRefused(
                "a buffer that is one state long", () => trained.Forecast(window, Steps, new double[(Steps + 1) * r]))
            ?? NotRefused("a forecast of no steps", () => trained.Forecast(window, 0, []));
    }

    private string? RefusesValues()
    {
        var trained = Trained();
        foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            double[] window = LatentExample.Window(trained);
            window[^1] = value;
            if (NotRefused($"a window with {value}", () => Forecast(trained, window, Steps)) is { } breach)
                return breach;
        }
        return null;
    }

    private string? RefusesChannels()
    {
        var trainer = Trainer();
        if (trainer.RefusalOf([LatentChannel.Pod]) is not { } refusal) return null;
        if (refusal.ErrorMessage is null or "") return "RefusalOf: expected a message, found none";
        try
        {
            trainer.Train(LatentExample.OfModes(trainer.MaxLag), TrainingContext.Silent(Seed));
            return $"RefusalOf: expected no training on {LatentChannel.Pod} alone, found a model";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Returns that an action is not refused with <see cref="ArgumentException"/>; null where it is.
    /// </summary>
    /// <param name="what">The arguments of the action.</param>
    /// <param name="action">The action.</param>
    /// <param name="check">The method that refuses such arguments, for the message.</param>
    public static string? NotRefused(string what, Action action, string check = nameof(ForecastArguments.Check))
    {
        try
        {
            action();
            return $"{what}: expected {nameof(ArgumentException)}, found a forecast; call "
                + $"{nameof(ForecastArguments)}.{check} first";
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception e)
        {
            return $"{what}: expected {nameof(ArgumentException)}, found {e.GetType().Name}; call "
                + $"{nameof(ForecastArguments)}.{check} first";
        }
    }

    private string? SameSeed()
    {
        using var scratch = new ScratchFolder();
        var (first, second) = (Trained(), Train(Trainer()));
        var (here, there) = (scratch.Folder("first"), scratch.Folder("second"));
        first.Save(here);
        second.Save(there);
        foreach (string file in Files(here))
        {
            string other = Path.Combine(there, Path.GetRelativePath(here, file));
            if (!File.Exists(other)) return $"the second training saved no {Path.GetFileName(file)}";
            if (File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(other)) || IsRecord(file, here))
                continue;
            return $"{Path.GetFileName(file)} differs after a second training";
        }
        double[] window = LatentExample.Window(first);
        return Forecast(first, window, Steps).AsSpan().SequenceEqual(Forecast(second, window, Steps))
            ? null
            : "forecasts differ after a second training";
    }

    /// <summary>
    /// Returns whether a model loads without a file: a file that records the training time, for example, may differ.
    /// </summary>
    private bool IsRecord(string file, string folder)
    {
        File.Delete(file);
        try
        {
            Trainer().Load(folder);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private string? SavedAndLoaded()
    {
        using var scratch = new ScratchFolder();
        var trained = Trained();
        trained.Save(scratch.Path);
        var loaded = Trainer().Load(scratch.Path);
        if ((loaded.Lag, loaded.LatentDimension, loaded.ParameterCount)
            != (trained.Lag, trained.LatentDimension, trained.ParameterCount))
            return "lag, latent dimension or parameter count differ";
        double[] window = LatentExample.Window(trained);
        if (!Forecast(trained, window, Steps).AsSpan().SequenceEqual(Forecast(loaded, window, Steps)))
            return "the loaded model forecasts differently";
        return EnsembleRules.Ensemble(trained).AsSpan().SequenceEqual(EnsembleRules.Ensemble(loaded))
            ? null
            : "the loaded model forecasts other ensembles";
    }

    private string? Parameters()
    {
        using var scratch = new ScratchFolder();
        var trained = Trained();
        trained.Save(scratch.Path);
        var (count, bytes) = (trained.ParameterCount, trained.ParameterBytes);
        if (bytes < count || bytes > sizeof(double) * count)
            return $"ParameterBytes: expected 1 to 8 for each parameter of {count}, found {bytes}";
        long saved = Files(scratch.Path).Sum(file => new FileInfo(file).Length);
        return saved >= bytes
            ? null
            : $"expected at least {bytes} bytes of parameters in its files, found {saved}";
    }

    private string? RefusesEmptyFolder()
    {
        using var scratch = new ScratchFolder();
        return NotRefused(scratch.Path, "an empty folder");
    }

    private string? RefusesCutFiles()
    {
        using var scratch = new ScratchFolder();
        var trained = Trained();
        trained.Save(scratch.Path);
        // A training log is no part of the model: one that was cut short may be loaded over.
        string? log = Trainer().TrainingLog;
        foreach (string file in Files(scratch.Path).Where(file => Path.GetRelativePath(scratch.Path, file) != log))
        {
            byte[] whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
            if (NotRefused(scratch.Path, $"half of {Path.GetFileName(file)}") is { } breach) return breach;
            File.WriteAllBytes(file, whole);
        }
        return null;
    }

    private string? NotRefused(string folder, string what)
    {
        var trainer = Trainer();
        try
        {
            trainer.Load(folder);
            return $"{what}: expected {nameof(InvalidDataException)}, found a model";
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (Exception e)
        {
            return $"{what}: expected {nameof(InvalidDataException)}, "
                + $"found {e.GetType().Name}: {ExceptionText.Message(e)}";
        }
    }

    private string? SeveralThreads()
    {
        var trained = Trained();
        double[] window = LatentExample.Window(trained), expected = Forecast(trained, window, Steps);
        double[] ensemble = EnsembleRules.Ensemble(trained);
        var same = new bool[Threads];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            same[thread] = true;
            for (int k = 0; k < 50; k++)
                same[thread] &= Forecast(trained, window, Steps).AsSpan().SequenceEqual(expected);
            same[thread] &= EnsembleRules.Ensemble(trained).AsSpan().SequenceEqual(ensemble);
        });
        return same.All(one => one) ? null : "forecasts differ when several threads make them";
    }

    private string? Cancellation()
    {
        var trainer = Trainer();
        var data = LatentExample.For(trainer, runs: 400);
        return Cancelling.Breach(token =>
        {
            try
            {
                trainer.Train(data, TrainingContext.Silent(Seed) with { Cancellation = token });
            }
            catch (TrainingDivergedException)
            {
                // It ended, and nothing else is checked here.
            }
        });
    }

    private string? NothingOutside()
    {
        Trained();
        using var scratch = new ScratchFolder();
        string own = scratch.Folder("model");
        var watched = new WatchedFolders([scratch.Path, .. arrangement.Untouched]);
        var trainer = Trainer();
        var trained = Train(trainer);
        trained.Save(own);
        Forecast(trainer.Load(own), LatentExample.Window(trained), Steps);
        return watched.Change(own) is { } file ? $"{file} was written or changed" : null;
    }

    /// <summary>Forecasts into a new buffer [steps, r].</summary>
    /// <param name="model">The model.</param>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="filler">The value of the buffer before the forecast.</param>
    public static double[] Forecast(IRomModel model, double[] window, int steps, double filler = 0)
    {
        var forecast = new double[steps * model.LatentDimension];
        Array.Fill(forecast, filler);
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", NoLinks).Order(StringComparer.Ordinal);
}
